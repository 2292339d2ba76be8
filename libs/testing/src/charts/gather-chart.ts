import type { ChartDefinition, Instant } from '@shidian/engine';
import { chartOf, decision } from './chart-of.js';

/** Minutes, hours and days in milliseconds, for instants under test. */
export const MINUTE: Instant = 60_000;
export const HOUR: Instant = 60 * MINUTE;
export const DAY: Instant = 24 * HOUR;

/**
 * A road with one of everything the kernel knows: a hard close, a soft deadline with a ladder, a return with the way
 * straight back, rolls, a wait for the program, a vote, a right for anyone, a mark that a later date stands on.
 *
 *   apply ──▶ gather/{here/{checking ⇄ collected}, sent} ──▶ review/{waiting ─always─▶ judging} ──▶ publish ──▶ end/pilot
 *     ▲────────────── back ──┘                                                     └─ fail ─▶ end/failed
 */
export function gatherChart(): ChartDefinition {
  return chartOf({
    states: [
      {
        id: 'apply',
        tasks: {
          'apply/submit': { by: 'applicant', due: 'apply/due', decide: { submitted: {} }, form: 'application' },
          'apply/withdraw': { by: 'applicant', optional: true, decide: { withdrawn: { needs: ['reason'] } } },
        },
        deadlines: {
          'apply/due': {
            date: { school: 'county_due', university: 'province_due' },
            says: { zh: '逾期不再受理', en: 'Too late' },
            ladder: [{ id: 'r1', offset: { amount: -3, unit: 'days' }, kind: 'reminder', to: 'members' }],
          },
        },
        on: {
          'apply/submit.submitted': [
            { to: 'gather/here/checking', guard: { type: 'sender_is', params: { step: 'gather/here/checking' } } },
            { to: 'gather/here/checking', when: ['goals_long_enough'] },
          ],
          'apply/withdraw.withdrawn': [{ to: 'end/withdrawn' }],
          'apply/due.due': [{ to: 'end/lapsed' }],
        },
      },
      {
        id: 'gather',
        states: [
          {
            id: 'gather/here',
            deadlines: {
              'gather/due': {
                date: 'province_due',
                owner: ['county'],
                ladder: [
                  { id: 'r1', offset: { amount: -1, unit: 'days' }, kind: 'reminder', to: 'members' },
                  { id: 'o1', offset: { amount: 0, unit: 'days' }, kind: 'overdue', to: 'members' },
                  { id: 'e1', offset: { amount: 2, unit: 'days' }, kind: 'escalation', to: 'superior' },
                ],
              },
            },
            on: { 'gather/due.due': [{ to: 'end/lapsed', when: ['refuses_late'] }, {}] },
            states: [
              {
                id: 'gather/here/checking',
                tasks: {
                  'gather/check': {
                    by: 'county',
                    due: 'gather/due',
                    decide: { accept: {}, back: { returns: ['apply'], then: ['onward', 'sender'], needs: ['reason'] }, decline: { needs: ['reason'] } },
                  },
                },
                on: {
                  'gather/check.accept': [{ to: 'gather/here/collected' }],
                  'gather/check.back': [{ to: 'apply', guard: { type: 'returned_to', params: { step: 'apply' } }, returnsFrom: 'gather/here/checking' }],
                  'gather/check.decline': [{ to: 'end/declined' }],
                },
              },
              { id: 'gather/here/collected', on: { 'gather/report.sent': [{ to: 'gather/sent' }] } },
            ],
          },
          {
            id: 'gather/sent',
            tags: ['reported'],
            on: {
              'gather/receive.received': [{ to: 'review/waiting' }],
              'gather/receive.returned': [{ to: 'gather/here/checking', guard: { type: 'returned_to', params: { step: 'gather/here/checking' } }, returnsFrom: 'gather/sent' }],
            },
          },
        ],
      },
      {
        id: 'review',
        tags: ['reported'],
        states: [
          { id: 'review/waiting', always: [{ to: 'review/judging', when: ['program_reviewing'] }] },
          {
            id: 'review/judging',
            tasks: {
              'review/judge': {
                by: 'panel',
                complete: { mode: 'vote', pass: { compare: '>', numerator: 1, denominator: 2 }, of: 'members', close: 'early' },
                decide: { pass: {}, fail: {} },
              },
            },
            on: { 'review/judge.pass': [{ to: 'publish' }], 'review/judge.fail': [{ to: 'end/failed' }] },
          },
        ],
      },
      {
        id: 'publish',
        tags: ['pilot'],
        marks: ['publish.standing'],
        notices: ['publish.standing'],
        freezes: 'application',
        tasks: { 'publish/object': { by: 'anyone', optional: true, times: 'many', decide: { raised: { needs: ['reason'] } } } },
        deadlines: { 'publish/closes': { date: 'publicity_over' } },
        on: { 'publish/object.raised': [{}], 'publish/closes.due': [{ to: 'end/pilot' }] },
      },
      { id: 'end/pilot', type: 'final', outcome: '试点单位', tags: ['pilot'] },
      { id: 'end/lapsed', type: 'final', outcome: '逾期' },
      { id: 'end/declined', type: 'final', outcome: '未推荐' },
      { id: 'end/failed', type: 'final', outcome: '未通过' },
      { id: 'end/withdrawn', type: 'final', outcome: '撤回' },
    ],
    rolls: {
      'gather/report': { of: ['gather/here/collected'], decisions: { sent: decision() } },
      'gather/receive': {
        of: ['gather/sent'],
        decisions: { received: decision(), returned: decision({ returns: ['gather/here/checking'], needs: ['reason', 'fix_by'] }) },
      },
    },
    guards: {
      goals_long_enough: { cel: 'form.goals >= 1000', refuses: { zh: '目标任务不足一千字', en: 'Goals too short' } },
      refuses_late: { cel: "refuses_late('province_due')" },
      program_reviewing: { cel: "program.at('reviewing')" },
    },
  });
}
