import type { Words } from './wire.js';

export interface ProblemEntry {
  readonly status: number;
  /** What happened. */
  readonly meaning: Words;
  /** What the reader can do about it. */
  readonly remedy: Words;
}

const entry = (status: number, zh: string, en: string, doZh: string, doEn: string): ProblemEntry => ({
  status,
  meaning: { zh, en },
  remedy: { zh: doZh, en: doEn },
});

/**
 * Every problem that the HTTP interface can answer, with its status. The only place where a refusal of the use cases
 * becomes a status; codes are stable, words are not.
 */
export const problemCatalogue = {
  // The request itself
  'request.malformed': entry(400, '请求无法读懂', 'The request cannot be read', '检查 JSON 语法、编码（UTF-8）和请求格式。', 'Check the JSON syntax, the encoding (UTF-8) and the form of the request.'),
  'request.invalid': entry(422, '请求内容不符合要求', 'The request does not have the form that is asked for', '按 errors 所列位置逐项更正。', 'Correct each place listed in errors.'),
  'request.text': entry(422, '文字中含有不允许的字符', 'A text holds characters that are not allowed', '去掉空字符（U+0000）和不成对的代理码位。', 'Remove NUL characters (U+0000) and unpaired surrogates.'),
  'request.too_deep': entry(422, '内容嵌套过深', 'The body is nested too deeply', '嵌套不得超过 32 层。', 'Nest at most 32 levels.'),
  'request.too_many_members': entry(422, '单个对象或数组的成员过多', 'An object or array has too many members', '对象不超过 1000 个成员，数组不超过 10000 个元素。', 'At most 1000 members in an object and 10000 elements in an array.'),
  'request.too_large': entry(413, '请求过大', 'The request is too large', 'JSON 不超过 1 MiB；大的材料请作为附件上传。', 'JSON may have 1 MiB; upload large material as an attachment.'),
  'request.url_too_long': entry(414, '网址过长', 'The URL is too long', '缩短网址或查询条件。', 'Shorten the URL or its query.'),
  'request.headers_too_large': entry(431, '请求头过大', 'The request headers are too large', '减少请求头，或清除本站的 Cookie。', 'Send fewer headers, or clear the cookies of this site.'),
  'request.media_type': entry(415, '不支持这种内容类型', 'This content type is not taken here', '使用接口文档所写的 Content-Type。', 'Use the Content-Type that the interface document names.'),
  'request.timeout': entry(408, '请求没有在时限内传完', 'The request did not arrive in time', '检查网络后重试。', 'Check the network and try again.'),
  'request.expectation': entry(417, '无法满足 Expect 请求头', 'The Expect header cannot be met', '去掉该请求头。', 'Leave the header out.'),
  'route.unknown': entry(404, '没有这个接口', 'There is no such route', '对照 /api/docs 检查网址。', 'Compare the URL with /api/docs.'),
  'method.not_allowed': entry(405, '该网址不支持这种请求方法', 'The route does not take this method', '使用 Allow 响应头所列的方法。', 'Use one of the methods in the Allow header.'),
  'rate.exceeded': entry(429, '请求过于频繁', 'Too many requests', '按 Retry-After 所示秒数等待后重试。', 'Wait for the seconds in Retry-After, then try again.'),
  'precondition.required': entry(428, '必须说明所依据的版本', 'The version that is being changed must be named', '修改时带上 If-Match，新建时带上 If-None-Match: *。', 'Send If-Match to change what is there, If-None-Match: * to create.'),

  // Who asks
  'sign_in.required': entry(401, '请先登录', 'Sign in first', '登录，或在 Authorization 中给出有效的令牌。', 'Sign in, or give a valid token in Authorization.'),
  'sign_in.failed': entry(401, '账号或密码不正确', 'The account or password is wrong', '检查后重试；连续失败将暂时锁定。', 'Check and try again; repeated failures lock the account for a while.'),
  'sign_in.locked': entry(429, '登录失败次数过多，账号暂时锁定', 'Too many failed sign-ins; the account is locked for a while', '按 Retry-After 所示秒数等待后重试。', 'Wait for the seconds in Retry-After, then try again.'),
  'session.required': entry(403, '该操作只能在登录会话中进行', 'This can only be done in a signed-in session', '不要使用令牌，改用账号登录。', 'Sign in with the account instead of a token.'),
  'origin.refused': entry(403, '请求来自其他网站', 'The request comes from another site', '从本站页面操作；程序调用请加 X-Shidian-Client 请求头或改用令牌。', 'Work from this site; programs send the header X-Shidian-Client or use a token.'),
  'right.missing': entry(403, '没有这项权限', 'The right is missing', '由有权的岗位办理，或请管理员核对岗位。', 'Let the post that has the right do it, or have your posts checked.'),
  'right.not_member': entry(403, '您不是该待办的办理人', 'You are not a member of this task', '由该待办所属岗位办理。', 'The posts that hold the task can do it.'),
  'right.already_acted': entry(409, '您已经办理过', 'You have acted on it already', '无需重复办理。', 'Nothing more to do.'),
  'right.not_your_turn': entry(409, '还没有轮到您', 'It is not your turn yet', '等前一位办理完毕。', 'Wait until those before you have acted.'),

  // What is there
  not_found: entry(404, '不存在，或您无权查看', 'It is not there, or not yours to see', '检查编号；如应当可见，请核对岗位。', 'Check the id; if you should see it, have your posts checked.'),
  'version.changed': entry(412, '内容已被他人更新', 'Somebody else has changed it meanwhile', '重新读取后再办理。', 'Read it again, then act.'),
  'write.stale': entry(409, '与他人同时操作，未能完成', 'It collided with somebody else’s act', '重新读取后再试。', 'Read it again and retry.'),
  'idempotency.in_flight': entry(409, '同一请求正在处理', 'The same request is being handled', '稍后用同一 Idempotency-Key 重试。', 'Try again shortly with the same Idempotency-Key.'),
  'idempotency.reused': entry(422, '同一 Idempotency-Key 用于了不同的请求', 'The Idempotency-Key was used for another request', '为新的请求换一个新的键。', 'Use a fresh key for a new request.'),

  // Cases and tasks
  'case.closed': entry(409, '该申报件已经结束', 'The case is closed', '不能再办理；历史仍可查看。', 'Nothing more can be done; its history stays readable.'),
  'task.unknown': entry(404, '没有这个待办', 'There is no such task', '重新读取待办列表。', 'Read the list of tasks again.'),
  'case.suspended': entry(409, '该件已挂起', 'The case is suspended', '等待恢复，或请项目办恢复。', 'Wait until it is resumed, or ask the program office to resume it.'),
  'case.not_suspended': entry(409, '该件没有挂起', 'The case is not suspended', '重新读取后再办。', 'Read it again.'),
  'jump.unknown_state': entry(422, '没有这个环节', 'There is no such state to stand in', '使用 details.known 所列环节。', 'Use a state listed in details.known.'),
  'hand_over.already_member': entry(409, '该岗位已是经办人', 'The post has a seat in the task already', '换一个岗位。', 'Choose another post.'),
  'hand_over.elsewhere': entry(422, '只能转给本单位有人在任的其他岗位', 'A task is handed over only to a post of the same organisation that somebody holds', '换一个岗位。', 'Choose another post.'),
  'nudge.no_duty': entry(409, '没有须办而未办的人', 'Nobody still has to act', '重新读取后再看。', 'Read it again.'),
  'nudge.too_soon': entry(429, '一天内已催办过', 'It was nudged within the last day', '到 details.next 之后再催。', 'Nudge again after details.next.'),
  'task.not_open': entry(409, '该待办已不在办理中', 'The task is not open', '重新读取，查看由谁办结。', 'Read it again and see who closed it.'),
  'decision.unknown': entry(422, '该待办没有这种处理', 'The task does not offer this decision', '使用 actions 所列的处理。', 'Use a decision listed in actions.'),
  'deadline.closed': entry(409, '已过截止时间', 'The deadline has passed', '如有理由，请有权部门延期。', 'If there is a reason, ask the authority for an extension.'),
  'guard.refused': entry(409, '条件不满足', 'A condition is not met', '按所示原因处理后再办。', 'See to the stated reason, then act again.'),
  'return.not_offered': entry(422, '不能退回到该环节', 'It cannot be returned to that step', '在 returnTo 所列环节中选择。', 'Choose among the steps in returnTo.'),
  'return.not_visited': entry(409, '尚未经过该环节，不能退回', 'It has not been through that step', '在 returnTo 所列环节中选择。', 'Choose among the steps in returnTo.'),
  'data.missing': entry(422, '缺少必填内容', 'Something that is needed is missing', '补齐 details 所列内容。', 'Fill in what details names.'),
  'event.forged': entry(422, '不接受这种事件', 'Such an event is not taken', '只能按待办和处理办理。', 'Act by task and decision.'),
  'instance.broken': entry(500, '该件的状态与其定义不符，已记录', 'The state does not fit its definition; this has been logged', '请联系管理员，并告知 instance。', 'Tell the administrator, quoting instance.'),
  'happened_on.invalid': entry(422, '发生时间不正确', 'The time at which it happened is not right', '不得晚于现在；格式为日期或带时区的时间。', 'It may not lie in the future; give a date, or a time with its zone.'),
  'applicant.not_eligible': entry(409, '该单位不符合申报条件', 'The organisation may not apply', '核对申报主体和所在岗位。', 'Check who may apply, and the posts you hold.'),
  'topic.unknown': entry(422, '没有这个试点项目编号', 'There is no such topic', '使用定义中所列编号，区分大小写。', 'Use a code listed in the definition; case matters.'),
  'topic.title_missing': entry(422, '自拟题目的编号必须填写题目', 'A topic with a free title needs one', '填写 title。', 'Give a title.'),
  'quota.exceeded': entry(409, '名额已满', 'The quota is used up', '查看 details 中所列名额。', 'See the quotas named in details.'),

  // Forms and files
  'form.invalid': entry(422, '表单不符合要求', 'The form does not meet its requirements', '按 errors 所列逐项更正。', 'Correct each place listed in errors.'),
  'form.unknown': entry(404, '没有这个表单', 'There is no such form', '使用定义中的表单名。', 'Use a form of the definition.'),
  'draft.changed': entry(412, '草稿已在别处保存', 'The draft was saved elsewhere meanwhile', '重新读取草稿后合并再存。', 'Read the draft again, merge and save.'),
  'draft.closed': entry(409, '现在不能修改草稿', 'The draft cannot be changed now', '只有表单处于填报环节时才能保存草稿。', 'A draft can be saved only while its form is being filled in.'),
  'attachment.unknown': entry(422, '附件不存在，或不是您上传的', 'The attachment is not there, or not yours', '重新上传后再引用。', 'Upload it again, then name it.'),
  'attachment.too_large': entry(413, '附件过大', 'The attachment is too large', '压缩或拆分后上传。', 'Compress or split it.'),
  'attachment.type': entry(415, '不接受这种文件', 'This kind of file is not taken', '使用 PDF、PNG、JPEG、DOCX、XLSX 或 ZIP，且内容须与类型相符。', 'Use PDF, PNG, JPEG, DOCX, XLSX or ZIP whose content fits the type.'),

  'documents.failed': entry(503, '文件没有做成，已记录', 'The document could not be made; this has been logged', '稍后重试；仍不成功请告知管理员 instance。', 'Try again later; if it persists tell the administrator, quoting instance.'),
  'import.unreadable': entry(422, '表格文件读不出来', 'The workbook cannot be read', '使用下载的模板，存为 .xlsx；不超过 5 MB、500 件。', 'Use the template that was downloaded, saved as .xlsx, of at most 5 MB and 500 cases.'),
  'import.refused': entry(422, '文件里有要改的地方，一件也没有建', 'The file has places to be mended; nothing was started', '按 errors 逐格改好再交；也可下载带“问题”一列的同一张表。', 'Mend each cell listed in errors and send it again; the same workbook can be had with a column of what is wrong.'),
  'documents.too_large': entry(422, '内容过多，无法打印', 'There is too much of it to be printed', '删减草稿：不超过 40 万字符、5000 段、1000 行表格。', 'Shorten the draft to 400,000 characters, 5,000 paragraphs and 1,000 table rows.'),
  'check_code.invalid': entry(422, '校验码有误', 'The check code is not right', '逐字对照页面上的校验码重新输入；最后一位用来查出输错的字符。', 'Type it again as it stands on the page; its last symbol tells a wrong one.'),

  // Rolls, dates, definitions
  'roll.unknown': entry(404, '没有这个名册', 'There is no such roll', '使用定义中的名册名。', 'Use a roll of the definition.'),
  'roll.not_drawn_here': entry(409, '该件不在此名册的范围内', 'The case is not in a state from which the roll is drawn', '重新读取候选。', 'Read the candidates again.'),
  'roll.line_refused': entry(409, '名册中有不能办理的行', 'A line of the roll is refused', '按 details 更正；整个名册未生效。', 'Correct it as details says; nothing of the roll took effect.'),
  'roll.line_unknown': entry(422, '名册中有不存在的件', 'A line of the roll names no case of it', '重新读取候选。', 'Read the candidates again.'),
  'date.unknown': entry(422, '没有这个日期', 'There is no such date', '使用定义中的日期名。', 'Use a date of the definition.'),
  'date.not_settable': entry(409, '该日期不由您设定', 'The date is not yours to set', '由流程文件指定的参与方设定。', 'The party that the workflow file names can set it.'),
  'date.after_bound': entry(422, '晚于上级规定的时间', 'It lies after the bound that is set above it', '提前该日期，或先请上级延期。', 'Choose an earlier date, or have the bound extended first.'),
  'date.invalid': entry(422, '日期规则无法读懂', 'The date rule cannot be read', '例如 by 2016-03-18。', 'For example: by 2016-03-18.'),
  'date.in_past': entry(422, '时限不能定在过去', 'A deadline cannot be put into the past', '换一个将来的日期；要立即停止受理，请另行办理。', 'Choose an instant that is still to come.'),
  'date.before_allowed': entry(409, '不能早于已经准许的时间', 'It lies before what somebody was already allowed', '不早于 details.allowed；如确须收回，请与当事单位另行处理。', 'Choose nothing earlier than details.allowed.'),
  'substitution.elsewhere': entry(422, '只能由本单位有人在任的其他岗位代理', 'Another post of the same organisation that somebody holds stands in', '换一个岗位。', 'Choose another post.'),
  'substitution.period': entry(422, '代理起止时间不正确', 'The time of the substitution is not right', '写明起止日期，止于将来，最长一年。', 'Give days that end in the future, a year at most.'),
  'substitution.overlaps': entry(409, '这一时段已有代理', 'Somebody stands in for the post in that time already', '先结束 details.id 所指的代理。', 'End the substitution that details.id names first.'),
  'substitution.over': entry(409, '该代理已经结束', 'The substitution is over', '无需再结束。', 'Nothing more to do.'),
  'definition.unknown': entry(404, '没有这个流程定义', 'There is no such definition', '检查 hash。', 'Check the hash.'),
  'definition.unanswered': entry(409, '流程文件尚有未答复的问题', 'The workflow file has unanswered questions', '在 settings 中答复后再发布。', 'Answer them under settings, then publish.'),

  // Notices on their way
  'notices.paused_already': entry(409, '已经暂停发送', 'It is paused already', '无需再停；要改理由，请先恢复。', 'Nothing more to do; to give another reason, resume first.'),

  // Changes as they happen
  'stream.too_many_yours': entry(429, '您打开的实时连接过多', 'You have too many live connections open', '关闭多余的页面；一个浏览器只需一条连接。', 'Close what is not needed; one connection serves a whole browser.'),
  'stream.too_many': entry(503, '本机的实时连接已满', 'This server holds as many live connections as it can', '按 Retry-After 稍后再连；其间定时刷新即可。', 'Come back after Retry-After; until then read again now and then.'),

  // Us
  not_ready: entry(503, '服务尚未就绪', 'The service is not ready', '查看 details.checks 中未通过的项目。', 'See in details.checks which of them failed.'),
  unavailable: entry(503, '服务暂时不可用', 'The service is not available for the moment', '稍后重试；写操作请使用同一 Idempotency-Key。', 'Try again later; repeat writes under the same Idempotency-Key.'),
  internal: entry(500, '服务出错，已记录', 'Something went wrong on our side; it has been logged', '稍后重试；仍不成功请告知管理员 instance。', 'Try again later; if it persists tell the administrator, quoting instance.'),
} as const satisfies Record<string, ProblemEntry>;

export type ProblemCode = keyof typeof problemCatalogue;
