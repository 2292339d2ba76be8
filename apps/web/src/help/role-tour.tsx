import { Tour } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../shell/session.js';
import { chapterOf } from './guide.js';

/** The first of these that can be seen: what stands in the header on a screen is at the foot of a phone. */
function shown(...selectors: readonly string[]): (() => HTMLElement) | null {
  const found = selectors.map((selector) => document.querySelector<HTMLElement>(selector)).find((place) => place !== null && place.offsetParent !== null);
  return found ? () => found : null;
}

/** Five steps over the desk: what one does here, and where everything is. */
export function RoleTour({ close }: { readonly close: () => void }): ReactNode {
  const { t } = useTranslation();
  const role = chapterOf(useAccount());
  const abouts = { everyone: t('help.tourEveryone'), applicants: t('help.tourApplicants'), local: t('help.tourLocal'), organiser: t('help.tourOrganiser'), leaders: t('help.tourLeaders'), administrators: t('help.tourAdministrators') } as const;
  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close();
    };
    addEventListener('keydown', key);
    return () => {
      removeEventListener('keydown', key);
    };
  }, [close]);
  return (
    <Tour
      open
      onClose={close}
      onFinish={close}
      steps={[
        { title: t('help.tourWelcome'), description: abouts[role], target: null },
        { title: t('help.tourLists'), description: t('help.tourListsAbout'), target: shown('main .tabs', 'main') },
        { title: t('help.tourPlaces'), description: t('help.tourPlacesAbout'), target: shown('.top-bar', '.bottom-bar') },
        { title: t('help.tourSearch'), description: t('help.tourSearchAbout'), target: shown('.search-box') },
        { title: t('help.tourHelp'), description: t('help.tourHelpAbout'), target: shown('.top-bar a[href="/help"]', '.bottom-bar a[href="/help"]') },
      ]}
    />
  );
}
