import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Me } from '../generated/api.js';
import { useTheme } from '../look/theme.js';
import { SearchBox } from '../search/search-box.js';
import { keepLanguage } from '../words/i18n.js';
import { useLanguage } from '../words/say.js';
import { Navigation } from './navigation.js';
import { useSignOut } from './sign-out.js';

export function Header({ me }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const signOut = useSignOut();
  const post = me.posts[0];
  return (
    <header className="shell-header no-print">
      <Link to="/" className="brand">
        <img src="/icon.svg" width="26" height="26" alt="" />
        {t('shell.name')}
      </Link>
      <Navigation className="top-bar" />
      <SearchBox />
      <div className="row shell-tools">
        <Choices />
        <span className="who" title={t('shell.account', { name: me.login })}>
          <strong>{me.name}</strong>
          {post && <span className="small soft">{`${post.organisationName} · ${post.name}`}</span>}
        </span>
        <Button size="small" onClick={signOut}>
          {t('shell.signOut')}
        </Button>
      </div>
    </header>
  );
}

/** Language and theme. */
export function Choices(): ReactNode {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  const { theme, choose } = useTheme();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <>
      <Button
        size="small"
        lang={other === 'en' ? 'en' : 'zh-CN'}
        onClick={() => {
          keepLanguage(other);
          void i18n.changeLanguage(other);
        }}
      >
        {other === 'en' ? t('shell.toEnglish') : t('shell.toChinese')}
      </Button>
      <Button
        size="small"
        onClick={() => {
          choose(theme === 'dark' ? 'light' : 'dark');
        }}
      >
        {theme === 'dark' ? t('shell.light') : t('shell.dark')}
      </Button>
    </>
  );
}
