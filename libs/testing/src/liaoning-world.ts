import { check, leastForm, type Artefact } from '@shidian/definition';
import type { Instant, JsonValue } from '@shidian/engine';
import type { ActAnswer, Principal } from '@shidian/lifecycle';
import type { Organisation, Post } from '@shidian/access';
import { randomUUID } from 'node:crypto';
import { scratchWorld, type ScratchWorld } from './database/scratch-world.js';

const FOLDER = 'workflows/programs/liaoning-integration-2016';

export interface LiaoningWorld extends ScratchWorld {
  readonly artefact: Artefact;
  readonly programId: string;
  /** Schools whose application goes straight to the province. */
  readonly universities: readonly string[];
  readonly province: Principal;
  start(university: number, topic?: string): Promise<{ readonly caseId: string; readonly principal: Principal; readonly number: string }>;
  /** Submits the least acceptable application, received at the instant. */
  submit(caseId: string, principal: Principal, at: Instant, task?: number): Promise<ActAnswer>;
}

let compiled: Artefact | undefined;

function liaoning(): Artefact {
  compiled ??= check(FOLDER).artefact;
  if (compiled === undefined) throw new Error('the Liaoning program does not compile');
  return compiled;
}

/** The Liaoning program, open since the instant, with `count` universities that may apply; `change` makes another definition of it. */
export async function liaoningWorld(start: Instant, count: number, change: (artefact: Artefact) => Artefact = (artefact) => artefact): Promise<LiaoningWorld> {
  const artefact = change(liaoning());
  const made = await scratchWorld(start);
  const { world } = made;
  const issuer: Organisation = { id: randomUUID(), code: null, name: artefact.issuer, kind: '教育行政部门', tier: 'province', parentId: null, address: null, tags: [], titles: [] };
  const universities = Array.from({ length: count }, (_, index): Organisation => ({ id: randomUUID(), code: null, name: `示例大学${index + 1}`, kind: '高校', tier: 'unit', parentId: issuer.id, address: '示例路1号', tags: [], titles: [] }));
  const [desk, superior, leader] = [randomUUID(), randomUUID(), randomUUID()];
  const posts: readonly Post[] = [
    { id: desk, organisationId: issuer.id, name: '信息化处', desk: true, reportsTo: superior },
    { id: superior, organisationId: issuer.id, name: '分管厅领导', desk: false, reportsTo: leader },
    { id: leader, organisationId: issuer.id, name: '厅长', desk: false, reportsTo: null },
    { id: randomUUID(), organisationId: issuer.id, name: '专家', desk: false, reportsTo: null },
    ...universities.map((university): Post => ({ id: randomUUID(), organisationId: university.id, name: '申报岗', desk: true, reportsTo: null })),
  ];
  await world.people([issuer, ...universities], posts);
  await world.programs.publish(artefact, null, start);
  const { programId } = await world.programs.open({ principal: null, at: start, definitionHash: artefact.hash });
  return {
    ...made,
    artefact,
    programId,
    universities: universities.map((university) => university.name),
    province: await world.holderOf(artefact.issuer),
    start: async (university, topic = 'Xxjsrhcxtz1-1') => {
      const one = universities[university];
      if (one === undefined) throw new Error(`there is no university ${university}`);
      const principal = await world.holderOf(one.name);
      const started = await world.cases.start({ principal, at: world.clock.now(), programId, applicantId: one.id, topic });
      return { caseId: started.ownerId, principal, number: started.number };
    },
    submit: async (caseId, principal, at, task = 1) => await world.cases.act({ principal, at, ownerId: caseId, task, decision: 'submitted', data: {}, form: leastOf(artefact, principal.name), opinion: { text: '同意申报', signature: '示例校长', seal: true, onDate: '2016-01-01' } }),
  };
}

function leastOf(artefact: Artefact, name: string): JsonValue {
  const form = artefact.forms[artefact.entry.form];
  const topic = artefact.topics[0];
  if (form === undefined || topic === undefined) throw new Error('no application form');
  return leastForm(form, { applicant: { name, address: '示例路1号' }, topic: { code: topic.code, title: topic.title ?? '', open: false, category: topic.category } });
}
