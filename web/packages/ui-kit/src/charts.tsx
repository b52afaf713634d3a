import { useEffect, useRef } from 'react';
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

interface Chart {
  label: string;
  categories: string[];
  series: { name: string; values: number[]; color?: string }[];
  height?: number;
}

/** Bars over categories; read out as a table to those who do not see it. */
export const Bars = (chart: Chart) => <Drawn kind="bar" {...chart} />;

/** Lines over moments, the same otherwise. */
export const Lines = (chart: Chart) => <Drawn kind="line" {...chart} />;

function Drawn({ kind, label, categories, series, height = 260 }: Chart & { kind: 'bar' | 'line' }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const style = getComputedStyle(document.documentElement);
    const token = (name: string) => style.getPropertyValue(name).trim();
    const chart = init(box.current, null, { renderer: 'svg' });
    chart.setOption({
      animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      textStyle: { fontFamily: 'inherit', color: token('--d-text-2') },
      grid: { left: 8, right: 8, top: 30, bottom: 4, outerBoundsMode: 'same' },
      legend: series.length > 1 ? { top: 0, right: 0, textStyle: { color: token('--d-text-2') } } : undefined,
      tooltip: { trigger: 'axis', renderMode: 'richText' },
      xAxis: { type: 'category', data: categories, axisLine: { lineStyle: { color: token('--d-border') } }, axisTick: { show: false } },
      yAxis: { type: 'value', splitLine: { lineStyle: { color: token('--d-border'), type: 'dashed' } } },
      series: series.map((one) => {
        const color = one.color?.startsWith('--') ? token(one.color) : one.color ?? token('--d-brand');
        return kind === 'bar'
          ? { type: 'bar', name: one.name, data: one.values, barMaxWidth: 22, itemStyle: { color, borderRadius: [4, 4, 0, 0] } }
          : { type: 'line', name: one.name, data: one.values, showSymbol: false, lineStyle: { width: 2, color }, itemStyle: { color }, areaStyle: { color, opacity: 0.08 } };
      }),
    });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(box.current!);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [kind, categories, series]);
  return (
    <figure style={{ margin: 0, position: 'relative' }}>
      <div ref={box} style={{ height }} role="img" aria-label={label} />
      {/* A table grows with its contents, whatever width it is given. */}
      <div className="d-sr"><table>
        <caption>{label}</caption>
        <thead><tr><th scope="col">{label}</th>{series.map((one) => <th key={one.name} scope="col">{one.name}</th>)}</tr></thead>
        <tbody>{categories.map((name, index) => <tr key={name}><th scope="row">{name}</th>{series.map((one) => <td key={one.name}>{one.values[index]}</td>)}</tr>)}</tbody>
      </table></div>
    </figure>
  );
}
