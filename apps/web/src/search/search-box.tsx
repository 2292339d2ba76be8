import { Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

export function SearchBox(): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <form
      role="search"
      className="search-box"
      onSubmit={(event) => {
        event.preventDefault();
        const text = new FormData(event.currentTarget).get('text');
        if (typeof text === 'string' && text.trim() !== '') void navigate(`/search?text=${encodeURIComponent(text.trim())}`);
      }}
    >
      <Input type="search" name="text" allowClear maxLength={100} aria-label={t('search.label')} placeholder={t('search.placeholder')} enterKeyHint="search" />
    </form>
  );
}
