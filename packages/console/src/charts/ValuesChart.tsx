import BarChart from '@cloudscape-design/components/bar-chart';
import type { ValueCount } from '../api/statistics.js';
import { numberText } from '../format.js';
import { strings } from '../strings.js';
import { clipped, visible } from '../text.js';

/** More bars than these nobody can tell apart; the table has all. */
const MOST = 15;

interface Props {
  title: string;
  values: readonly ValueCount[];
}

/** How many findings have which value. */
export default function ValuesChart({ title, values }: Props) {
  const data = values.slice(0, MOST).map(({ value, count }, index) => ({
    // Values that begin alike must not fall together.
    x: `${index + 1}. ${visible(clipped(value, 60))}`,
    y: count,
  }));
  return (
    <BarChart
      height={Math.max(120, data.length * 34)}
      hideFilter
      hideLegend
      horizontalBars
      ariaLabel={title}
      xScaleType="categorical"
      yTitle={strings.overview.findings}
      i18nStrings={{ yTickFormatter: numberText }}
      series={[{ title: strings.overview.findings, type: 'bar', data }]}
    />
  );
}
