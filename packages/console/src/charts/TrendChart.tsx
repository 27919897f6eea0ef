import LineChart from '@cloudscape-design/components/line-chart';
import type { TrendDay } from '../api/trend.js';
import { dayText, numberText } from '../format.js';
import { strings } from '../strings.js';

const text = strings.overview.trend;

/** New and resolved findings, day by day. */
export default function TrendChart({ days }: { days: readonly TrendDay[] }) {
  // Fewer would be marked in fractions, which findings have none of.
  const most = Math.max(
    5,
    ...days.flatMap(({ created, resolved, archived }) => [created, resolved, archived]),
  );
  return (
    <LineChart
      height={220}
      hideFilter
      ariaLabel={text.title}
      xScaleType="categorical"
      xTitle={text.day}
      yTitle={strings.overview.findings}
      xDomain={days.map(({ day }) => day)}
      yDomain={[0, most]}
      i18nStrings={{ xTickFormatter: dayText, yTickFormatter: numberText }}
      series={[
        { title: text.created, type: 'line', data: days.map(({ day, created }) => ({ x: day, y: created })) },
        {
          title: text.resolved,
          type: 'line',
          data: days.map(({ day, resolved }) => ({ x: day, y: resolved })),
        },
        {
          title: text.archived,
          type: 'line',
          data: days.map(({ day, archived }) => ({ x: day, y: archived })),
        },
      ]}
    />
  );
}
