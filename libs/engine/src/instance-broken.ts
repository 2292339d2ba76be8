/**
 * The stored instance and its chart do not fit together, or the chart cannot come to rest.
 * Never leaves the kernel: it becomes the refusal `instance.broken`.
 */
export class InstanceBroken extends Error {
  readonly code = 'instance.broken';

  constructor(
    readonly reason: string,
    cause?: unknown,
  ) {
    super(reason, { cause });
    this.name = 'InstanceBroken';
  }
}
