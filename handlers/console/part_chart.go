package console

// A chart: bars with their numbers, and the same as a table.

// A Chart is bars, each a part of a whole where the wholes are known.
type Chart struct {
	ID                string
	Says              string // the whole chart in a sentence
	UsedWord, OfWord  string // จองแล้ว, ที่ทั้งหมด
	LeftWord, DayWord string // ว่าง, วัน: heads of the table
	Note              string
	Bars              []ChartBar
}

func (Chart) part() string { return "chart" }

// A ChartBar is one bar of a chart.
type ChartBar struct {
	Label    string // จ 23, under the bar
	Long     string // จ 23 พ.ย., in the table
	Used, Of int    // Of 0: nothing is known of the whole
	Now      bool   // today's
}

// Left is what of the whole is not used.
func (b ChartBar) Left() int { return max(b.Of-b.Used, 0) }

// The drawing's measures, in its own units.
const (
	chartWidth, chartBase, chartTop = 584, 214, 40
	chartGap                        = 20
)

// A drawn bar of the chart.
type drawn struct {
	ChartBar
	X, Mid, Wide           int
	CapY, CapH, UsedY, Use int
	NumberY                int
}

// Whole says whether any bar's whole is known.
func (c Chart) Whole() bool {
	for _, b := range c.Bars {
		if b.Of > 0 {
			return true
		}
	}
	return false
}

// Drawn is the bars with their places.
func (c Chart) Drawn() []drawn {
	most := 1
	for _, b := range c.Bars {
		most = max(most, b.Used, b.Of)
	}
	if len(c.Bars) == 0 {
		return nil
	}
	step := chartWidth / len(c.Bars)
	wide := max(min(step-chartGap, 76), 4)
	high := func(n int) int { return max(n, 0) * (chartBase - chartTop) / most }
	bars := make([]drawn, len(c.Bars))
	for i, b := range c.Bars {
		x := i*step + (step-wide)/2
		whole, used := high(max(b.Of, b.Used)), high(b.Used)
		bars[i] = drawn{
			ChartBar: b, X: x, Mid: x + wide/2, Wide: wide,
			CapY: chartBase - whole, CapH: whole, UsedY: chartBase - used, Use: used, NumberY: chartBase - whole - 10,
		}
	}
	return bars
}
