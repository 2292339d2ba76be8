import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent } from 'echarts/components';
import { init, use as drawWith } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTheme } from '../look/theme.js';

let ready = false;

/** What is drawn with, told to the library once, when the first figure is. */
function prepare(): void {
  if (ready) return;
  drawWith([BarChart, GridComponent, AriaComponent, SVGRenderer]);
  ready = true;
}

/** Cases by stage as bars, with the same numbers as a table for whoever reads rather than looks. */
export function StageBars({ bars }: { readonly bars: readonly { readonly name: string; readonly cases: number }[] }): ReactNode {
  const { t } = useTranslation();
  const { theme } = useTheme();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return undefined;
    prepare();
    // Names stand beside each other only where there is room for them.
    const narrow = place.current.clientWidth < 560;
    // As wide as its bar stands, so that a word of a name is not broken.
    const width = narrow ? 110 : Math.floor((place.current.clientWidth - 64) / Math.max(bars.length, 1)) - 4;
    place.current.style.height = narrow ? `${bars.length * 2 + 1}rem` : '';
    const chart = init(place.current, null, { renderer: 'svg' });
    const style = getComputedStyle(document.documentElement);
    const [ink, accent, line] = ['--ink', '--accent', '--line'].map((name) => style.getPropertyValue(name).trim());
    const names = { type: 'category' as const, data: bars.map(({ name }) => name), inverse: narrow, axisLabel: { color: ink, interval: 0, fontSize: 11, width, overflow: 'break' as const }, axisLine: { lineStyle: { color: line } } };
    const counts = { type: 'value' as const, minInterval: 1, axisLabel: { color: ink }, splitLine: { lineStyle: { color: line } } };
    chart.setOption({
      animation: false,
      grid: { left: 8, right: narrow ? 32 : 16, top: narrow ? 8 : 24, bottom: 8, containLabel: true },
      xAxis: narrow ? counts : names,
      yAxis: narrow ? names : counts,
      series: [{ type: 'bar', data: bars.map(({ cases }) => cases), itemStyle: { color: accent }, label: { show: true, position: narrow ? 'right' : 'top', color: ink }, barMaxWidth: 48 }],
    });
    const resized = new ResizeObserver(() => {
      chart.resize();
    });
    resized.observe(place.current);
    return () => {
      resized.disconnect();
      chart.dispose();
    };
  }, [bars, theme]);
  return (
    <>
      <div ref={place} className="bars" role="img" aria-label={t('program.funnelChart')} />
      <table className="unseen">
        <caption>{t('program.funnel')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('program.stage')}</th>
            <th scope="col">{t('program.count')}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ name, cases }) => (
            <tr key={name}>
              <td>{name}</td>
              <td>{cases}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
