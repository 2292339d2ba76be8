import type { DeliveryRow } from '@shidian/lifecycle';
import type { Letter } from './channel.js';

export interface LetterSettings {
  /** Origin of the web address that people open, without a slash at the end. */
  readonly publicUrl: string;
}

const longestSubject = 120;

/** One line: control characters, line and paragraph separators become spaces, so that no header can be added by a name or a title. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/ {2,}/g, ' ').trim();
}

/** Shortened by whole characters, with an ellipsis. */
function shortened(text: string, longest: number): string {
  const characters = Array.from(text);
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`;
}

/** Paragraphs of a body: line breaks stay, other control characters go. */
const paragraphs = (text: string): string =>
  text.replace(/\r\n?|[\u2028\u2029]/gu, '\n').replace(/[^\P{Cc}\n\t]/gu, '').trim();

/** The mail of a notice: Chinese first, English below. */
export function compose(delivery: DeliveryRow, settings: LetterSettings): Letter {
  const { text, programName } = delivery;
  const place = `${settings.publicUrl}/${delivery.caseId === null ? `programs/${delivery.programId}` : `cases/${delivery.caseId}`}`;
  const number = delivery.caseNumber === null ? { zh: [], en: [] } : { zh: [`受理号：${oneLine(delivery.caseNumber)}`], en: [`Case: ${oneLine(delivery.caseNumber)}`] };
  const zh = [`${oneLine(delivery.recipient)}：`, '', paragraphs(text.zh), '', `项目：${oneLine(programName)}`, ...number.zh, `查看：${place}`, '', '本邮件由系统自动发出，请勿回复。'];
  const en = [paragraphs(text.en ?? text.zh), '', `Program: ${oneLine(programName)}`, ...number.en, `Open: ${place}`, '', 'This message was sent automatically; please do not reply.'];
  return {
    key: delivery.key,
    address: delivery.address,
    recipient: oneLine(delivery.recipient),
    subject: shortened(oneLine(`${delivery.urgent ? '【急】' : ''}${text.zh.split('\n')[0] ?? ''}`), longestSubject),
    text: [...zh, '', '----', '', ...en, ''].join('\n'),
    urgent: delivery.urgent,
    list: { id: delivery.programId, name: oneLine(programName) },
    writtenAt: delivery.noticedAt,
  };
}
