// Applicants and officials over HTTP. Each request bears a key and is asked again until it has an answer; what was asked and
// what was answered is the harness's own record, against which the database is held afterwards.
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { byMinute } from './world.mjs';

const askAgainAfterMs = 200;
const answerWithinMs = 15_000;
/** After the load: while it lasts nobody gives up, however seldom an api is there on a busy machine. */
const patienceMs = 240_000;

export class Load {
  /** What was asked: { kind, …, tries, status, answer }; `status` undefined where no answer ever came. */
  asked = [];
  #stopping = false;
  #until = Infinity;
  #turn = 0;
  #running = [];

  constructor({ settled, addresses, sessions, chance }) {
    Object.assign(this, { settled, addresses, sessions, chance });
  }

  start() {
    const { counties, cities } = this.settled.people;
    for (const county of counties) {
      this.#running.push(this.#clerk(county), this.#applicants(county));
    }
    this.#running.push(this.#dates([...counties.map((place) => ({ place, name: 'county_due' })), ...cities.map((place) => ({ place, name: 'city_due' }))]));
  }

  /** Nothing new is asked; resolves when everything asked has its answer. */
  async stop() {
    this.#stopping = true;
    this.#until = Date.now() + patienceMs;
    await Promise.all(this.#running);
  }

  /** Waits until so many dates have been moved, or for so long: on a machine that is busy with other things a short run is over before anything was. */
  async moved(count, withinMs) {
    const until = Date.now() + withinMs;
    const done = () => this.asked.filter(({ kind, answer, status }) => kind === 'date' && answer !== undefined && status < 300).length;
    while (done() < count && Date.now() < until) await wait(250);
  }

  /** Each request goes to the next api, also the same one when it is asked again. */
  #address() {
    this.#turn += 1;
    return this.addresses[this.#turn % this.addresses.length];
  }

  /** The answer, however often it has to be asked for; undefined where patience ran out. */
  async #ask(request, post, method, path, body, headers = {}) {
    const key = randomUUID();
    const record = { ...request, key, account: this.settled.accounts[post], tries: 0, sentAt: Date.now() };
    this.asked.push(record);
    while (Date.now() < this.#until) {
      record.tries += 1;
      try {
        const answer = await fetch(`${this.#address()}${path}`, {
          method,
          headers: { cookie: this.sessions[post], 'x-shidian-client': 'faults', 'content-type': 'application/json', 'idempotency-key': key, ...headers },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(answerWithinMs),
        });
        const content = await answer.json();
        // Unavailable, in flight or lost on the way: nobody knows yet. Everything else is an answer.
        if (answer.status < 500 && content.code !== 'idempotency.in_flight') {
          Object.assign(record, { status: answer.status, answer: answer.ok ? content : { code: content.code }, answeredAt: Date.now() });
          return record;
        }
        record.last = content.code ?? answer.status;
        if (answer.status === 500) record.faults = (record.faults ?? 0) + 1;
      } catch (error) {
        record.last = error.name;
      }
      await wait(askAgainAfterMs);
    }
    return record;
  }

  /** Puts applications on the list and takes them off again. */
  async #clerk(county) {
    const desk = county.desk.id;
    county.cases = this.settled.atDesk.filter(({ county: id }) => id === county.organisation.id).map((one) => ({ ...one, accept: true }));
    for (let turn = 0; !this.#stopping; turn += 1) {
      const one = county.cases[turn % county.cases.length];
      await wait(this.chance.between(20, 250));
      if (one === undefined) continue;
      const decision = one.accept ? 'accept' : 'out';
      const record = await this.#ask({ kind: 'act', caseId: one.caseId, task: one.task, decision }, desk, 'POST', `/api/cases/${one.caseId}/tasks/${one.task}/acts`, { decision }, { 'if-match': '*' });
      if (record.status === 200) {
        one.task += 1;
        one.accept = !one.accept;
      } else county.cases = county.cases.filter((other) => other !== one);
    }
  }

  /** Begin cases; half of them are handed in, the others are left to their deadline. */
  async #applicants(county) {
    const { programId, topics, formOf } = this.settled;
    for (let turn = 0; !this.#stopping && turn < county.schools.length * (topics.length - 1); turn += 1) {
      await wait(this.chance.between(400, 2_500));
      if (this.#stopping) return;
      const school = county.schools[turn % county.schools.length];
      const topic = topics[1 + Math.floor(turn / county.schools.length)];
      const post = school.desk.id;
      const started = await this.#ask({ kind: 'start', applicant: school.organisation.id, topic }, post, 'POST', `/api/programs/${programId}/cases`, { applicantId: school.organisation.id, topic });
      if (started.status !== 201 || turn % 2 === 1) continue;
      const caseId = started.answer.id;
      const body = { decision: 'submitted', form: formOf(school, topic), opinion: { text: '同意申报', signature: '示例校长', seal: true, onDate: '2016-01-01' } };
      const handedIn = await this.#ask({ kind: 'act', caseId, task: 1, decision: 'submitted' }, post, 'POST', `/api/cases/${caseId}/tasks/1/acts`, body, { 'if-match': '*' });
      if (handedIn.status === 200) county.cases.push({ caseId, task: 2, accept: true });
    }
  }

  /** Extend and bring forward: one row that binds every case of the place at once. */
  async #dates(owners) {
    while (!this.#stopping) {
      await wait(this.chance.between(1_500, 5_000));
      if (this.#stopping) return;
      const { place, name } = this.chance.of(owners);
      const instant = Math.ceil(Date.now() / 60_000) * 60_000 + this.chance.whole(0, name === 'city_due' ? 2 : 1) * 60_000;
      const body = { name, scope: 'organisation', scopeId: place.organisation.id, rule: byMinute(instant), reason: '演练', documentNumber: '演〔2026〕1号' };
      await this.#ask({ kind: 'date', name, scopeId: place.organisation.id, instant }, place.desk.id, 'POST', `/api/programs/${this.settled.programId}/dates`, body);
    }
  }
}
