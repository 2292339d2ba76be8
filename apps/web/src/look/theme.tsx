import { ConfigProvider, theme as antTheme } from 'antd';
import enUS from 'antd/locale/en_US.js';
import zhCN from 'antd/locale/zh_CN.js';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useLanguage } from '../words/say.js';
import './theme.css';

export type Theme = 'light' | 'dark';

const kept = 'shidian.theme';

function firstTheme(): Theme {
  const chosen = localStorage.getItem(kept);
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

const ThemeChoice = createContext<{ readonly theme: Theme; readonly choose: (theme: Theme) => void }>({ theme: 'light', choose: () => undefined });

export const useTheme = (): { readonly theme: Theme; readonly choose: (theme: Theme) => void } => useContext(ThemeChoice);

/** Colours with enough contrast for small text (WCAG AA) in both themes; the same as in theme.css. */
const tokens: Readonly<Record<Theme, object>> = {
  light: {
    colorPrimary: '#0b4fb3', colorLink: '#0b4fb3', colorTextBase: '#1b2330', colorTextSecondary: '#4b5666', colorTextTertiary: '#4b5666', colorTextDescription: '#4b5666', colorTextPlaceholder: '#667085',
    colorError: '#b3160f', colorWarning: '#8a4b00', colorSuccess: '#1c6b2a', colorBgLayout: '#f4f6f9', colorTextDisabled: '#667085',
  },
  dark: {
    colorPrimary: '#7db2ff', colorLink: '#7db2ff', colorTextLightSolid: '#0c1420', colorTextBase: '#e7ebf2', colorTextSecondary: '#a9b4c4', colorTextTertiary: '#a9b4c4', colorTextDescription: '#a9b4c4', colorTextPlaceholder: '#93a0b3',
    colorError: '#ff9d94', colorWarning: '#ffc46b', colorSuccess: '#8ddb9b', colorBgContainer: '#1b212b', colorBgElevated: '#222a36', colorBgLayout: '#12161d', colorTextDisabled: '#93a0b3',
  },
};

/** Who wishes no motion gets none: a dialog that waited for the end of an animation that is switched off would never close. */
const moving = (): boolean => !matchMedia('(prefers-reduced-motion: reduce)').matches;

export function ThemeProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [theme, setTheme] = useState(firstTheme);
  const language = useLanguage();
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [theme, language]);
  const value = useMemo(() => ({ theme, choose: (chosen: Theme) => { localStorage.setItem(kept, chosen); setTheme(chosen); } }), [theme]);
  return (
    <ThemeChoice value={value}>
      <ConfigProvider
        locale={language === 'zh' ? zhCN : enUS}
        theme={{ algorithm: theme === 'dark' ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm, token: { ...tokens[theme], motion: moving(), fontSize: 15, fontFamily: 'inherit', borderRadius: 6 } }}
        button={{ autoInsertSpace: false }}
      >
        {children}
      </ConfigProvider>
    </ThemeChoice>
  );
}
