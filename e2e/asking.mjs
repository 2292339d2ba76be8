// What a story needs and another story tells in full: asked of the service as the page's own scripts would ask.
import { sampleForm } from './people.mjs';

export const ask = async (page, method, path, body) =>
  await page.evaluate(async ([verb, address, sent]) => {
    const answer = await fetch(address, { method: verb, headers: { 'content-type': 'application/json' }, ...(sent !== undefined && { body: JSON.stringify(sent) }) });
    if (!answer.ok) throw new Error(`${address}: ${await answer.text()}`);
    return await answer.json();
  }, [method, path, body]);

/** Today in Shenyang. */
export const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format(new Date());

/** An act on a case by somebody; a return goes where it first may, and from there the whole way again. */
export async function acted(people, login, caseId, decision, { data, ...more } = {}) {
  const page = await people.as(login);
  const { actions } = await ask(page, 'GET', `/api/cases/${caseId}`);
  const action = actions.find((one) => one.decision === decision);
  if (!action) throw new Error(`${login} has no ${decision} on ${caseId}`);
  const [place] = action.returnTo;
  const said = { ...data, ...(place && { to: place.id, then: action.then[0] }) };
  return await ask(page, 'POST', `/api/cases/${caseId}/tasks/${action.task}/acts`, { decision, ...more, ...(Object.keys(said).length > 0 && { data: said }) });
}

/** A case that was submitted whole. */
export async function submitted(people, login, programId, topic) {
  const page = await people.as(login);
  const { posts } = await ask(page, 'GET', '/api/me');
  const { id } = await ask(page, 'POST', `/api/programs/${programId}/cases`, { applicantId: posts[0].organisationId, topic });
  await acted(people, login, id, 'submitted', { form: sampleForm('application'), opinion: { text: '同意申报', signature: '示例校长', seal: true, onDate: today() } });
  return id;
}

/** A round of its own for a story; resolves to the id of the program. Definitions that came with the samples are published. */
export async function opened({ people, shidian }, definition, name, dates) {
  await shidian('open', definition, '--name', name, ...Object.entries(dates).flatMap(([date, rule]) => ['--date', `${date}=${rule}`]));
  const { items } = await ask(await people.as('province'), 'GET', '/api/programs');
  return items.find((one) => one.name === name).id;
}
