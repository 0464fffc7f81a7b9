package console

// What is wrong with a form of the schedule, at its field.

import (
	"time"

	"tambon/models"
	"tambon/services"
	"tambon/services/schedule"
)

// scheduleFaults is a refusal by its field, and as the list above the form; nil
// without one.
func (c *Console) scheduleFaults(v *visit, err error) (map[string]string, Part) {
	if err == nil {
		return nil, nil
	}
	_, key, args := services.Explain(err)
	field := map[string]string{
		schedule.ErrName.Key: "name_th", schedule.ErrNameLong.Key: "name_th", schedule.ErrWhatLong.Key: "what_th", schedule.ErrBringLong.Key: "bring_th",
		schedule.ErrPast.Key: "from", schedule.ErrSpanOrder.Key: "to", schedule.ErrSpanLong.Key: "to", schedule.ErrReason.Key: "reason",
		schedule.ErrReasonLong.Key: "reason", schedule.ErrFromPast.Key: "since", schedule.ErrClosedAlready.Key: "from",
	}[key]
	said := make([]any, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		name, value := args[i], args[i+1]
		switch it := value.(type) {
		case time.Weekday:
			_, value = v.dayOfWeek(it)
		case models.Date:
			value = v.lang.Day(it.Time())
		case int:
			if name == "from" {
				value = v.clock(it)
			}
		case string:
			if name == "column" {
				field, value = it, v.T("schedule.fact."+it)
			}
			if name == "field" {
				field = it
			}
		}
		said = append(said, name, value)
	}
	words := v.lang.T(key, said...)
	at := field
	if at == "" {
		at = "save"
	}
	return map[string]string{field: words}, Errors{Title: v.T("form.wrong"), Rows: []Fault{{at, words}}}
}
