import { z } from 'zod';
import { pageOf, pageQuery } from './page.js';
import type { Route } from './route.js';
import { Instant, line, Uuid } from './wire.js';

const DeliveryState = z.enum(['queued', 'held', 'gathered', 'sending', 'delivered', 'failed_temporarily', 'failed']);
const channelName = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);

/** A message on its way, without what it says; listed for one program, a notice in one. */
export const Delivery = z.object({
  id: Uuid,
  channel: z.string(),
  /** `held` waits for its channel to be configured, or for a pause to end; `gathered` waits for a digest or travels in one. */
  state: DeliveryState,
  urgent: z.boolean(),
  /** The day of a digest. */
  digestOf: z.string().nullable(),
  /** How many notices it stands for. */
  notices: z.number().int(),
  programId: Uuid.nullable(),
  programName: z.string().nullable(),
  kind: z.enum(['task', 'reminder', 'overdue', 'escalation', 'stage', 'date']).nullable(),
  organisationName: z.string().nullable(),
  postName: z.string().nullable(),
  /** Masked. Null where the channel has a place of its own. */
  address: z.string().nullable(),
  attempts: z.number().int(),
  replays: z.number().int(),
  noticedAt: Instant,
  nextAt: Instant.nullable(),
  deliveredAt: Instant.nullable(),
  /** What the other side said, or why it is held. */
  error: z.string().nullable(),
});

export const NoticeChannel = z.object({
  name: z.string(),
  kind: z.string(),
  /** Why nothing leaves over it; null while it is open. */
  error: z.string().nullable(),
  downSince: Instant.nullable(),
  triedAgainAt: Instant.nullable(),
  /** The last message that arrived, to the minute. */
  deliveredAt: Instant.nullable(),
  /** Messages that have not arrived, by state. */
  waiting: z.record(z.string(), z.number().int()),
});

const scope = z.enum(['installation', 'channel', 'program']);

export const NoticePause = z.object({
  id: Uuid,
  scope,
  channel: z.string().nullable(),
  programId: Uuid.nullable(),
  reason: z.string(),
  pausedBy: z.string(),
  pausedAt: Instant,
  resumedBy: z.string().nullable(),
  resumedAt: Instant.nullable(),
});

export const NoticeAct = z.object({
  at: Instant,
  by: z.string(),
  act: z.enum(['pause', 'resume', 'replay']),
  programId: Uuid.nullable(),
  channel: z.string().nullable(),
  reason: z.string().nullable(),
  deliveries: z.array(Uuid),
});

/** `other` is everything that is not urgent; what is urgent comes at once by mail, and by text message where there is a number. */
export const NoticeWish = z.strictObject({
  other: z.enum(['at_once', 'digest', 'inbox']),
  mobile: z.string().regex(/^\+?[0-9]{5,15}$/).nullable(),
});

const tag = 'notices';
const seers = ['right.missing'] as const;

export const deliveryRoutes = {
  deliveries: {
    method: 'GET',
    path: '/api/notice-deliveries',
    tag,
    summary: { zh: '通知的发送情况（系统管理员；项目办看本项目）', en: 'How notices fare on their way (system administrator; a program’s office its own)' },
    access: 'signed_in',
    query: z.strictObject({ ...pageQuery, state: DeliveryState.exactOptional(), channel: channelName.exactOptional(), programId: Uuid.exactOptional() }),
    answers: { 200: { words: { zh: '一页，新的在前', en: 'A page, newest first' }, schema: pageOf(Delivery) } },
    problems: seers,
  },
  replayDeliveries: {
    method: 'POST',
    path: '/api/notice-deliveries/replay',
    tag,
    summary: { zh: '重发：同一消息编号，一次至多 1000 条', en: 'Send again, under the same message id; 1000 at most at a time' },
    access: 'signed_in',
    body: z.strictObject({
      /** These, delivered or failed; without it everything that failed and fits the other members. */
      ids: z.array(Uuid).min(1).max(200).exactOptional(),
      channel: channelName.exactOptional(),
      programId: Uuid.exactOptional(),
      reason: line(500).exactOptional(),
    }),
    answers: { 200: { words: { zh: '重发的编号', en: 'Ids of what is sent again' }, schema: z.object({ replayed: z.array(Uuid) }) } },
    problems: seers,
  },
  noticeChannels: {
    method: 'GET',
    path: '/api/notice-channels',
    tag,
    summary: { zh: '各通道的状况（系统管理员）', en: 'How the channels fare (system administrator)' },
    access: 'signed_in',
    answers: { 200: { words: { zh: '通道', en: 'Channels' }, schema: z.object({ items: z.array(NoticeChannel) }) } },
    problems: seers,
  },
  noticePauses: {
    method: 'GET',
    path: '/api/notice-pauses',
    tag,
    summary: { zh: '暂停发送', en: 'What is paused' },
    access: 'signed_in',
    query: z.strictObject({ past: z.enum(['true', 'false']).exactOptional() }),
    answers: { 200: { words: { zh: '暂停，新的在前，至多 200', en: 'Pauses, newest first, 200 at most' }, schema: z.object({ items: z.array(NoticePause) }) } },
    problems: seers,
  },
  pauseNotices: {
    method: 'POST',
    path: '/api/notice-pauses',
    tag,
    summary: { zh: '暂停发送：全部、一个通道或一个项目；不丢任何通知', en: 'Pause what leaves: all of it, a channel or a program; nothing is lost' },
    access: 'signed_in',
    body: z.strictObject({ scope, channel: channelName.exactOptional(), programId: Uuid.exactOptional(), reason: line(500) }),
    answers: { 201: { words: { zh: '已暂停', en: 'It is paused' }, schema: z.object({ id: Uuid }) } },
    problems: ['right.missing', 'not_found', 'data.missing', 'notices.paused_already'],
  },
  resumeNotices: {
    method: 'POST',
    path: '/api/notice-pauses/:pauseId/resume',
    tag,
    summary: { zh: '恢复发送：积下的按次序发出', en: 'Resume: what waited leaves in its order' },
    access: 'signed_in',
    params: z.object({ pauseId: Uuid }),
    body: z.strictObject({ reason: line(500).exactOptional() }),
    answers: { 204: { words: { zh: '已恢复', en: 'It is resumed' } } },
    problems: ['right.missing', 'not_found'],
  },
  noticeActs: {
    method: 'GET',
    path: '/api/notice-acts',
    tag,
    summary: { zh: '谁在何时暂停、恢复、重发', en: 'Who paused, resumed and sent again, and when' },
    access: 'signed_in',
    query: z.strictObject(pageQuery),
    answers: { 200: { words: { zh: '一页，新的在前', en: 'A page, newest first' }, schema: pageOf(NoticeAct) } },
    problems: seers,
  },
  noticeWish: {
    method: 'GET',
    path: '/api/notices/settings',
    tag,
    summary: { zh: '我的通知设置', en: 'How I wish to be told' },
    access: 'signed_in',
    answers: { 200: { words: { zh: '设置', en: 'The settings' }, schema: NoticeWish } },
    problems: [],
  },
  saveNoticeWish: {
    method: 'PUT',
    path: '/api/notices/settings',
    tag,
    summary: { zh: '改我的通知设置', en: 'Change how I wish to be told' },
    access: 'signed_in',
    body: NoticeWish,
    answers: { 200: { words: { zh: '设置', en: 'The settings' }, schema: NoticeWish } },
    problems: [],
  },
} as const satisfies Record<string, Route>;
