import { type DeliveryLine, type DeliveryRow } from '@shidian/lifecycle';
import { headline, oneLine, paragraphs, shortened } from '../text.js';

/** A mail as it leaves: words are final, nothing in it is read again. */
export interface Letter {
  /** The delivery's key: the same key is the same message, however often it is sent. */
  readonly key: string;
  readonly address: string;
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly urgent: boolean;
  /** Groups the messages of one program, or the digests: id and name. */
  readonly list: { readonly id: string; readonly name: string };
  /** Milliseconds since the epoch: when the notice was written, not when it is sent. */
  readonly writtenAt: number;
}

export interface LetterSettings {
  /** Origin of the web address that people open, without a slash at the end. */
  readonly publicUrl: string;
}

const longestSubject = 120;
const goodbye = { zh: '本邮件由系统自动发出，请勿回复。', en: 'This message was sent automatically; please do not reply.' };

const placeOf = ({ caseId, programId }: DeliveryLine, { publicUrl }: LetterSettings): string => `${publicUrl}/${caseId === null ? `programs/${programId}` : `cases/${caseId}`}`;

/** The mail of a notice, or of those of a day: Chinese first, English below. */
export function compose(delivery: DeliveryRow, settings: LetterSettings): Letter {
  const [line] = delivery.lines;
  if (line === undefined) throw new RangeError('a delivery has a notice');
  const common = { key: delivery.key, address: delivery.address, recipient: oneLine(delivery.recipient), urgent: delivery.urgent, writtenAt: delivery.noticedAt };
  return delivery.digestOf === null ? { ...common, ...single(common.recipient, line, settings) } : { ...common, ...digest(common.recipient, delivery, delivery.digestOf, settings) };
}

type Words = Pick<Letter, 'subject' | 'text' | 'list'>;

function single(recipient: string, line: DeliveryLine, settings: LetterSettings): Words {
  const { text } = line;
  const programName = oneLine(line.programName);
  const place = placeOf(line, settings);
  const number = line.caseNumber === null ? { zh: [], en: [] } : { zh: [`受理号：${oneLine(line.caseNumber)}`], en: [`Case: ${oneLine(line.caseNumber)}`] };
  const zh = [`${recipient}：`, '', paragraphs(text.zh), '', `项目：${programName}`, ...number.zh, `查看：${place}`, '', goodbye.zh];
  const en = [paragraphs(text.en ?? text.zh), '', `Program: ${programName}`, ...number.en, `Open: ${place}`, '', goodbye.en];
  return {
    subject: shortened(oneLine(`${line.urgent ? '【急】' : ''}${text.zh.split('\n')[0] ?? ''}`), longestSubject),
    text: [...zh, '', '----', '', ...en, ''].join('\n'),
    list: { id: line.programId, name: programName },
  };
}

function digest(recipient: string, { lines, total }: DeliveryRow, day: string, settings: LetterSettings): Words {
  const section = (language: 'zh' | 'en'): readonly string[] => {
    const programs = [...new Set(lines.map(({ programName }) => programName))];
    return programs.flatMap((name) => [
      '',
      `${language === 'zh' ? '项目：' : 'Program: '}${oneLine(name)}`,
      ...lines.filter(({ programName }) => programName === name).flatMap((line) => [`· ${headline((language === 'zh' ? line.text.zh : line.text.en) ?? line.text.zh)}`, `  ${placeOf(line, settings)}`]),
    ]);
  };
  const more = total - lines.length;
  const rest = more > 0 ? { zh: ['', `另有 ${more} 条，请登录查看。`], en: ['', `${more} more: sign in to read them.`] } : { zh: [], en: [] };
  const zh = [`${recipient}：`, '', `${day} 之前有 ${total} 条通知。`, ...section('zh'), ...rest.zh, '', `登录：${settings.publicUrl}`, '', goodbye.zh];
  const en = [`Notices before ${day}: ${total}.`, ...section('en'), ...rest.en, '', `Sign in: ${settings.publicUrl}`, '', goodbye.en];
  return {
    subject: `试点项目通知汇总 ${day}（${total} 条）`,
    text: [...zh, '', '----', '', ...en, ''].join('\n'),
    list: { id: 'digest', name: '通知汇总' },
  };
}
