package console

// What staff do in a chat: take, answer, try again, hand on, give back.

import (
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tambon/models"
	"tambon/services/chat"
)

// chatBody bounds a form with a picture.
const chatBody = chat.MaxPictureBytes + 1<<20

func (c *Console) chatAct(v *visit) chat.Act {
	seen, _ := strconv.Atoi(v.FormValue("seen"))
	return chat.Act{ChatID: v.Param("id"), Seen: seen, By: c.by(v)}
}

// answerChat sends an answer. Whatever stands in the way is said above the words,
// which stay.
func (c *Console) answerChat(v *visit) error {
	file, err := chatForm(v)
	w := writing{words: v.FormValue("say"), field: "say"}
	a := chat.Answering{Act: c.chatAct(v), Words: w.words, Pay: v.FormValue("pay") == "1", Key: v.FormValue("key")}
	if err == nil && len(file) > 0 {
		var p chat.Picture
		if p, err = chat.Clean(file); err == nil {
			a.Picture = &p
		}
	}
	if chat.ErrPicture.Is(err) || chat.ErrPictureBig.Is(err) {
		w.field = "picture"
	}
	if err == nil && len(a.Key) != len(models.NewID(v.now)) {
		err = chat.ErrOver // not a form of ours
	}
	if err == nil {
		err = c.Chats.Answer(v.Request().Context(), a)
	}
	if refused(err) {
		w.err = err
		return c.showChat(v, status(kindOf(err)), w)
	}
	if err != nil {
		return err
	}
	return c.chatDone(v)
}

// chatForm reads the form and the file in it, all of it in memory: somebody's
// picture never lies in a temporary folder.
func chatForm(v *visit) (file []byte, err error) {
	r := v.Request()
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		return nil, nil
	}
	r.Body = http.MaxBytesReader(v.Response(), r.Body, chatBody)
	if err := r.ParseMultipartForm(chatBody); err != nil {
		var big *http.MaxBytesError
		if errors.As(err, &big) {
			return nil, chat.ErrPictureBig
		}
		return nil, chat.ErrPicture
	}
	head, err := v.FormFile("picture")
	if errors.Is(err, http.ErrMissingFile) || err == nil && head.Size == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, chat.ErrPicture
	}
	f, err := head.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return io.ReadAll(f)
}

// chatDone shows the chat as it is after an act.
func (c *Console) chatDone(v *visit) error {
	if v.Request().Header.Get("HX-Request") != "" {
		return c.showChat(v, http.StatusOK, writing{})
	}
	return c.send(v, "/chats/"+v.Param("id")+"#say")
}

// takeChat lets the visitor answer; what they wrote meanwhile stays.
func (c *Console) takeChat(v *visit) error {
	err := c.Chats.Take(v.Request().Context(), c.chatAct(v))
	w := writing{words: v.FormValue("say")}
	if refused(err) {
		w.err, w.field = err, "say"
		return c.showChat(v, status(kindOf(err)), w)
	}
	if err != nil {
		return err
	}
	if w.words != "" {
		return c.showChat(v, http.StatusOK, w)
	}
	return c.chatDone(v)
}

// fillAnswer puts a canned answer behind what was written.
func (c *Console) fillAnswer(v *visit) error {
	if _, err := chatForm(v); err != nil {
		return err
	}
	a, err := c.Chats.CannedOne(v.Request().Context(), v.FormValue("canned"))
	if err != nil && !chat.ErrUnknown.Is(err) { // removed meanwhile: what was written stays
		return err
	}
	w := writing{words: strings.TrimSpace(strings.TrimSpace(v.FormValue("say")) + "\n" + a.Words)}
	if v.Request().Header.Get("HX-Request") != "" {
		f := c.sayField(v, w)
		f.Focus = true
		return c.paper.fragment(v.Context, v.lang, http.StatusOK, "sayfield", f)
	}
	return c.showChat(v, http.StatusOK, w)
}

// againChat tries a message once more.
func (c *Console) againChat(v *visit) error {
	err := c.Chats.Again(v.Request().Context(), c.chatAct(v), v.Param("message"), v.FormValue("pay") == "1")
	if refused(err) {
		return c.showChat(v, status(kindOf(err)), writing{err: err, field: "say"})
	}
	if err != nil {
		return err
	}
	return c.chatDone(v)
}

// chatPicture answers a picture to who may read the chat.
func (c *Console) chatPicture(v *visit) error {
	ctx := v.Request().Context()
	m, err := c.Chats.Message(ctx, v.Param("id"), v.Param("message"))
	if err != nil {
		return err
	}
	jpeg, err := c.Chats.Picture(ctx, m.ID)
	if err != nil {
		return err
	}
	v.Response().Header().Set("Content-Disposition", "inline")
	return v.Blob(http.StatusOK, "image/jpeg", jpeg)
}

// returnPage says what giving back means, and what it costs.
func (c *Console) returnPage(v *visit) error { return c.showReturn(v, http.StatusOK, nil) }

func (c *Console) showReturn(v *visit, code int, err error) error {
	r, failed := c.Chats.Row(v.Request().Context(), v.Param("id"))
	if failed != nil {
		return failed
	}
	pay := "1"
	if chat.Free(r.Chat, v.now) {
		pay = "0"
	}
	body := present([]Part{c.faults(v, err, "return")})
	if r.AskedAt != nil {
		body = append(body, Note{Tone: Warn, Text: v.T("chat.return.unanswered")})
	}
	body = append(body, Preview{Title: v.T("cancel.reads"), Words: langOf(v.Context).T("chat.back") + "\n" + langOf(v.Context).T("chat.back.hint")}, Text{c.costWords(v, r), true})
	if pay == "0" {
		body[len(body)-1] = Text{v.T("chat.cost.free"), true}
	}
	at := in("/chats/" + r.ID)
	return c.paper.parts(v.Context, code, c.frame(v, v.T("chat.return"), "/chats"), Confirm{
		Title: v.T("chat.return.ask"), Text: v.T("chat.return.text"), Alone: true, Body: body, Form: Form{
			ID: "return", Post: at + "/return", Values: []Hidden{{"seen", strconv.Itoa(r.Seq)}, {"pay", pay}},
			Submit: &Act{Label: v.T("chat.return") + " " + c.price(v, r), Kind: Primary, Icon: "robot"},
			Others: []Act{{Label: v.T("prove.back"), Href: at, Focus: true}},
		},
	})
}

func (c *Console) returnChat(v *visit) error {
	err := c.Chats.GiveBack(v.Request().Context(), c.chatAct(v), v.FormValue("pay") == "1")
	if refused(err) {
		return c.showReturn(v, status(kindOf(err)), err)
	}
	if err != nil {
		return err
	}
	return c.send(v, "/chats")
}

// handPage lets somebody choose a colleague or a place.
func (c *Console) handPage(v *visit) error { return c.showHand(v, http.StatusOK, nil) }

func (c *Console) showHand(v *visit, code int, err error) error {
	pick := Pick{ID: "to", Legend: v.T("chat.hand.to"), Columns: 1}
	people, failed := c.Staff.People(v.Request().Context())
	if failed != nil {
		return failed
	}
	for _, p := range people {
		if p.ID != v.in.Who.ID && mayAnswer(p, v.centre) {
			pick.Options = append(pick.Options, Option{Value: "staff-" + p.ID, Label: p.FullName, Detail: c.grantWords(v, p.Grants), Icon: "user-plus", Thai: true})
		}
	}
	for _, place := range chatPlaces(v) {
		if place != v.centre {
			pick.Options = append(pick.Options, Option{Value: "place-" + place, Label: placeName(v, place), Detail: v.T("chat.hand.place"), Icon: "users-three"})
		}
	}
	pick.Options = append(pick.Options, Option{Value: "place-" + v.centre, Label: v.T("chat.hand.release"), Detail: v.T("chat.hand.release.text"), Icon: "hourglass"})
	title := v.T("chat.hand")
	at := in("/chats/" + v.Param("id"))
	return c.paper.parts(v.Context, code, c.frame(v, title, "/chats"), append([]Part{Head{Crumb: &Act{Label: v.T("chat.back.one"), Href: at}, Title: title}}, present([]Part{
		c.faults(v, err, "to"), Form{
			ID: "hand", Post: at + "/hand", Body: []Part{pick},
			Submit: &Act{Label: v.T("chat.hand.on"), Kind: Primary}, Others: []Act{{Label: v.T("prove.back"), Kind: Bare, Href: at}},
		},
	})...)...)
}

// chatPlaces are the places whose staff answer: the centres and the office.
func chatPlaces(v *visit) []string {
	list := []string{}
	for _, centre := range v.town.Site.Centres {
		list = append(list, centre.Code)
	}
	return append(list, "")
}

func (c *Console) handChat(v *visit) error {
	ctx := v.Request().Context()
	kind, id, _ := strings.Cut(v.FormValue("to"), "-")
	err := error(chat.ErrNobody)
	switch {
	case kind == "place" && slices.Contains(chatPlaces(v), id):
		err = c.Chats.Hand(ctx, c.chatAct(v), nil, id)
	case kind == "staff":
		p, failed := c.Staff.Person(ctx, id)
		if failed == nil && mayAnswer(p, v.centre) {
			err = c.Chats.Hand(ctx, c.chatAct(v), &id, "")
		}
	}
	if refused(err) {
		return c.showHand(v, status(kindOf(err)), err)
	}
	if err != nil {
		return err
	}
	return c.send(v, "/chats")
}
