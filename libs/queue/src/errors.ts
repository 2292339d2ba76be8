/** Redis may throw keys away under memory pressure; queued jobs would vanish without an error. */
export class RedisEvicts extends Error {
  readonly code = 'queue.redis_evicts';
  constructor(readonly policy: string) {
    super(
      `Redis is set to maxmemory-policy ${policy} and would drop jobs without an error when its memory is full. ` +
        `Set it to noeviction (redis.conf: "maxmemory-policy noeviction") and start again. ` +
        `Redis 的 maxmemory-policy 为 ${policy}，内存写满时会无声丢弃任务；请改为 noeviction 后重新启动。`,
    );
    this.name = 'RedisEvicts';
  }
}

/** No answer from the server that carries the jobs. Whatever should have been published stays in the outbox. */
export class QueueUnreachable extends Error {
  readonly code = 'queue.unreachable';
  constructor(
    readonly backend: 'redis' | 'postgres',
    readonly where: string,
    options?: ErrorOptions,
  ) {
    super(`The ${backend} server that carries the jobs (${where}) does not answer. 任务队列服务器（${where}）无应答。`, options);
    this.name = 'QueueUnreachable';
  }
}

/** REDIS_URL is none of the forms that are understood. */
export class BadRedisUrl extends Error {
  readonly code = 'queue.redis_url';
  constructor(readonly reason: string) {
    super(
      `REDIS_URL: ${reason}. Understood are redis://host:6379/0, rediss://…, redis-sentinel://host:26379,host:26379/master-name ` +
        `and redis-cluster://host:6379,host:6379. REDIS_URL 的写法不被识别。`,
    );
    this.name = 'BadRedisUrl';
  }
}

/** The queue's tables are missing or old, and this login may not create them. */
export class QueueSchemaMissing extends Error {
  readonly code = 'queue.schema_missing';
  constructor(options?: ErrorOptions) {
    super(
      `The schema "bullmq" is missing or older than this release, and this database login may not create it: ` +
        `run "shidian migrate" as the owner first. 数据库中缺少任务队列的表，请先以属主身份运行 shidian migrate。`,
      options,
    );
    this.name = 'QueueSchemaMissing';
  }
}

/** A job that nobody handles would lie in its queue unseen. */
export class JobWithoutHandler extends Error {
  readonly code = 'queue.job_without_handler';
  constructor(readonly jobs: readonly string[]) {
    super(`No processor handles ${jobs.join(', ')}.`);
    this.name = 'JobWithoutHandler';
  }
}

/** Two processors say that they handle the same job, or one handles a job of another queue. */
export class JobHandledTwice extends Error {
  readonly code = 'queue.job_handled_twice';
  constructor(
    readonly job: string,
    readonly processors: readonly string[],
  ) {
    super(`The job ${job} is handled by ${processors.join(' and ')}.`);
    this.name = 'JobHandledTwice';
  }
}
