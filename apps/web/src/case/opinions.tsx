import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../client/call.js';
import { bothWords, type Artefact } from '../definitions/artefact.js';
import type { Case, Opinion } from '../generated/api.js';
import { Time } from '../look/time.js';
import { useSay } from '../words/say.js';

/** Opinions in the form's own blocks, as they print. */
export function Opinions({ one, artefact }: { readonly one: Case; readonly artefact: Artefact }): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="panel" id="opinions" aria-labelledby="opinions-title">
      <h2 id="opinions-title">{t('case.opinions')}</h2>
      {one.opinions.length === 0 && <p className="soft">{t('case.noOpinions')}</p>}
      <div className="stack">
        {one.opinions.map((opinion) => (
          <OneOpinion key={opinion.id} opinion={opinion} artefact={artefact} />
        ))}
      </div>
    </section>
  );
}

function OneOpinion({ opinion, artefact }: { readonly opinion: Opinion; readonly artefact: Artefact }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const block = artefact.forms[opinion.form]?.blocks.find(({ key }) => key === opinion.block);
  return (
    <article className={opinion.voidedAt === null ? 'opinion' : 'opinion void'}>
      <h3>
        {block?.title ? say(bothWords(block.title)) : opinion.block} {opinion.voidedAt !== null && <span className="tag">{t('case.voided')}</span>}
      </h3>
      <div className="said">{opinion.text}</div>
      <div className="opinion-foot">
        {opinion.signature !== null && <span>{t('case.signed', { name: opinion.signature })}</span>}
        {opinion.sealed && <span className="tag tag-red">{t('case.sealed')}</span>}
        {opinion.sealAttachment !== null && <a href={addressOf('attachment', { params: { attachmentId: opinion.sealAttachment } })}>{t('look.download')}</a>}
        {opinion.onDate !== null && <span>{t('case.onDate', { date: opinion.onDate })}</span>}
      </div>
      <div className="small soft">
        {`${opinion.organisationName} ${opinion.accountName} `}
        <Time at={opinion.at} />
      </div>
    </article>
  );
}
