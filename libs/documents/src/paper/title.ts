const LONGEST_TITLE_LINE = 14;

/** 信息技术与教育融合创新 / 试点申报书: a long title goes on two lines of its own, the last one naming the paper. */
export function titleLines(title: string): readonly string[] {
  const end = /(?:试点)?(?:项目)?(?:申报书|申请书|申报表|任务书|报告书)$/.exec(title)?.[0] ?? '';
  return title.length <= LONGEST_TITLE_LINE || end === '' || end === title ? [title] : [title.slice(0, -end.length), end];
}
