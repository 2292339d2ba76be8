import type { Config } from '@shidian/config';

/** What the HTTP interface needs to know of the settings. */
export interface ApiSettings extends Pick<Config, 'publicUrl' | 'trustProxy' | 'cookieSecure' | 'uploadLimitBytes' | 'sessionIdleMs' | 'sessionLifeMs'> {
  /** Version of the service, for the OpenAPI document. */
  readonly version: string;
  /** Sign-ins that one address may try in a minute. */
  readonly signInsPerMinute: number;
  /** Folder of the built browser application; where there is none, only the interface is served. */
  readonly webFolder?: string;
}
