const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** `2016-03-14 16:00`, in the zone of the programs. */
export function instant(at: number | string | null | undefined): string {
  if (at === null || at === undefined) return '';
  const time = typeof at === 'number' ? at : Date.parse(at);
  return Number.isNaN(time) ? String(at) : clock.format(time);
}

/** A deadline is stored as the first instant outside; people say the day that it still includes. */
export function deadline(at: number | string | null | undefined, provisional = false): string {
  if (at === null || at === undefined) return '';
  const time = typeof at === 'number' ? at : Date.parse(at);
  const text = instant(time);
  const shown = text.endsWith(' 00:00') ? `${instant(time - 1).slice(0, 10)} 24:00` : text;
  return provisional ? `${shown}（暂定）` : shown;
}
