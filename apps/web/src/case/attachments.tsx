import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../client/call.js';
import type { Case } from '../generated/api.js';
import { Time } from '../look/time.js';

const megabytes = (bytes: number): string => (bytes < 100_000 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`);

export function Attachments({ one }: { readonly one: Case }): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="panel" id="attachments" aria-labelledby="attachments-title">
      <h2 id="attachments-title">{t('case.attachments')}</h2>
      {one.attachments.length === 0 && <p className="soft">{t('case.noAttachments')}</p>}
      <ul className="plain-list">
        {one.attachments.map((attachment) => (
          <li key={attachment.id} className="row">
            <a href={addressOf('attachment', { params: { attachmentId: attachment.id } })}>{attachment.name}</a>
            <span className="small soft">{megabytes(attachment.size)}</span>
            <span className="small soft">
              <Time at={attachment.uploadedAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
