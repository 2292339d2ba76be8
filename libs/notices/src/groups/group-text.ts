import type { DeliveryLine, DeliveryRow } from '@shidian/lifecycle';
import { headline } from '../text.js';
import { wireId } from '../wire-id.js';

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

/** Whole lines as long as they fit; of the rest the number. The mark at the end shows when a message came twice. */
export function groupText({ key, lines, total }: Pick<DeliveryRow, 'key' | 'lines' | 'total'>, publicUrl: string, longestBytes: number): string {
  const mark = `#${wireId(key).slice(0, 8)}`;
  const urgent = lines.filter((line) => line.urgent).length;
  const head = total === 1 ? '试点项目通知' : `试点项目通知 ${total} 条${urgent > 0 ? `，其中急件 ${urgent} 条` : ''}`;
  const place = total === 1 ? placeOf(lines[0], publicUrl) : publicUrl;
  const room = longestBytes - bytes(`${head}\n${rest(total)}\n${place} ${mark}`) - 1;
  const shown: string[] = [];
  let used = 0;
  for (const line of lines) {
    const text = lineText(line, total === 1);
    if (used + bytes(text) + 1 > room) break;
    shown.push(text);
    used += bytes(text) + 1;
  }
  return [head, ...shown, ...(shown.length < total ? [rest(total - shown.length)] : []), `${place} ${mark}`].join('\n');
}

const rest = (count: number): string => `另有 ${count} 条，请登录查看`;

const lineText = ({ urgent, text }: DeliveryLine, alone: boolean): string => `${alone ? '' : '· '}${urgent ? '【急】' : ''}${headline(text.zh)}`;

const placeOf = (line: DeliveryLine | undefined, publicUrl: string): string =>
  line === undefined ? publicUrl : `${publicUrl}/${line.caseId === null ? `programs/${line.programId}` : `cases/${line.caseId}`}`;
