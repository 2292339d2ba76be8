import { Button, Progress } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { uploadFile } from '../client/upload.js';
import { Failure } from './failure.js';

interface Shown {
  readonly label: string;
  /** Id of the attachment; empty while there is none. */
  readonly value: string;
  readonly change: (id: string, name: string) => void;
}

const kinds = '.pdf,.png,.jpg,.jpeg,.docx,.xlsx,.zip';

/** One file, sent as soon as it is chosen. */
export function UploadOne({ label, value, change }: Shown): ReactNode {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const [share, setShare] = useState<number>();
  const [error, setError] = useState<unknown>();
  const [last, setLast] = useState<File>();
  const send = async (file: File): Promise<void> => {
    setLast(file);
    setError(undefined);
    setShare(0);
    try {
      const { id } = await uploadFile(file, setShare);
      setName(file.name);
      change(id, file.name);
    } catch (failure) {
      setError(failure);
    } finally {
      setShare(undefined);
    }
  };
  return (
    <div className="stack" style={{ gap: '0.3rem' }}>
      <input
        ref={input}
        type="file"
        accept={kinds}
        hidden
        aria-label={label}
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) void send(file);
          target.value = '';
        }}
      />
      <div className="row">
        <Button size="small" loading={share !== undefined} onClick={() => input.current?.click()}>
          {label}
        </Button>
        {value !== '' && <span className="tag tag-green">{name === '' ? '✓' : `✓ ${name}`}</span>}
        {value !== '' && (
          <Button size="small" type="text" onClick={() => { change('', ''); }}>
            {t('look.cancel')}
          </Button>
        )}
      </div>
      {share !== undefined && <Progress percent={Math.round(share * 100)} size="small" aria-label={label} />}
      {error !== undefined && <Failure error={error} retry={last ? () => void send(last) : undefined} />}
    </div>
  );
}
