package console

// Every route of the console.

import (
	"net/http"

	"tambon/services/staff"

	"github.com/labstack/echo/v4"
)

// A depth is how far one must have come in.
type depth int

const (
	outside depth = iota // anybody
	half                 // the password was right
	inside               // both factors were
)

// A route is one address and what it takes to use it.
type route struct {
	method, path string
	depth        depth
	act          staff.Permission // inside: what one must be allowed
	// of names the centre that the address is about; nil where the act is the
	// whole town's, or one's own. A centre where one may not do the act is not
	// there (404): addresses cannot be walked.
	of func(*visit) (centreID string, err error)
	// prove asks for a second factor that was shown a short time ago.
	prove bool
	do    func(*visit) error
}

// routes lists them all; the test of rights walks this list.
func (c *Console) routes() []route {
	const get, post = http.MethodGet, http.MethodPost
	list := []route{
		{method: get, path: "/sign-in", do: c.signInPage},
		{method: post, path: "/sign-in", do: c.signIn},
		{method: post, path: "/passkey/ask", do: c.askAnybody},
		{method: post, path: "/passkey", do: c.enterByPasskey},
		{method: get, path: "/join/:token", do: c.joinPage},
		{method: post, path: "/join/:token", do: c.join},
		{method: get, path: "/line", do: c.goToLINE},
		{method: get, path: linePath, do: c.backFromLINE},
		{method: get, path: "/second", depth: half, do: c.secondPage},
		{method: post, path: "/second", depth: half, do: c.second},
		{method: post, path: "/second/passkey/ask", depth: half, do: c.askPasskey},
		{method: post, path: "/second/passkey", depth: half, do: c.secondByPasskey},
		{method: get, path: "/enrol", depth: half, do: c.enrolPage},
		{method: post, path: "/enrol", depth: half, do: c.enrol},
		{method: post, path: "/enrol/passkey/ask", depth: half, do: c.askNewPasskey},
		{method: post, path: "/enrol/passkey", depth: half, do: c.enrolPasskey},
		{method: post, path: "/sign-out", depth: half, do: c.signOut},

		{method: get, path: "/", depth: inside, act: staff.Self, do: c.firstPage},
		{method: get, path: "/home", depth: inside, act: staff.Self, do: c.homePage},
		{method: get, path: "/prove", depth: inside, act: staff.Self, do: c.provePage},
		{method: post, path: "/prove", depth: inside, act: staff.Self, do: c.prove},
		{method: post, path: "/prove/passkey/ask", depth: inside, act: staff.Self, do: c.askPasskey},
		{method: post, path: "/prove/passkey", depth: inside, act: staff.Self, do: c.proveByPasskey},
		{method: get, path: "/me", depth: inside, act: staff.Self, do: c.mePage},
		{method: post, path: "/me/sessions/:id/end", depth: inside, act: staff.Self, prove: true, do: c.endSession},
		{method: get, path: "/me/password", depth: inside, act: staff.Self, prove: true, do: c.passwordPage},
		{method: post, path: "/me/password", depth: inside, act: staff.Self, prove: true, do: c.password},
		{method: get, path: "/me/codes", depth: inside, act: staff.Self, prove: true, do: c.codesPage},
		{method: post, path: "/me/codes", depth: inside, act: staff.Self, prove: true, do: c.codes},
		{method: get, path: "/me/line", depth: inside, act: staff.Self, prove: true, do: c.linkLINEPage},
		{method: get, path: "/me/line/unlink", depth: inside, act: staff.Self, prove: true, do: c.unlinkLINEPage},
		{method: post, path: "/me/line/unlink", depth: inside, act: staff.Self, prove: true, do: c.unlinkLINE},
		{method: get, path: "/me/passkeys/new", depth: inside, act: staff.Self, prove: true, do: c.newPasskeyPage},
		{method: post, path: "/me/passkeys/ask", depth: inside, act: staff.Self, prove: true, do: c.askNewPasskey},
		{method: post, path: "/me/passkeys", depth: inside, act: staff.Self, prove: true, do: c.newPasskey},
		{method: get, path: "/me/passkeys/:id", depth: inside, act: staff.Self, do: c.passkeyPage},
		{method: post, path: "/me/passkeys/:id", depth: inside, act: staff.Self, do: c.namePasskey},
		{method: get, path: "/me/passkeys/:id/remove", depth: inside, act: staff.Self, prove: true, do: c.removePasskeyPage},
		{method: post, path: "/me/passkeys/:id/remove", depth: inside, act: staff.Self, prove: true, do: c.removePasskey},

		{method: get, path: "/help", depth: inside, act: staff.Self, do: c.helpPage},
		{method: get, path: "/help/" + signInTask, do: c.helpSignIn},
		{method: get, path: "/help/:task", depth: inside, act: staff.Self, do: c.helpTask},

		{method: get, path: "/desk", depth: inside, act: "booking.read", of: c.centreAsked, do: c.deskPage},
		{method: get, path: "/desk/live", depth: inside, act: "booking.read", of: c.centreAsked, do: c.deskLive},
		{method: get, path: "/desk/stream", depth: inside, act: "booking.read", of: c.centreAsked, do: c.deskStream},
		{method: get, path: "/desk/week", depth: inside, act: "booking.read", of: c.centreAsked, do: c.weekPage},
		{method: get, path: "/desk/print", depth: inside, act: "booking.read", of: c.centreAsked, do: c.printPage},
		{method: get, path: "/desk/book", depth: inside, act: "booking.book", of: c.centreAsked, do: c.bookPage},
		{method: post, path: "/desk/book", depth: inside, act: "booking.book", of: c.centreAsked, do: c.book},
		{method: post, path: "/desk/book/look", depth: inside, act: "booking.book", of: c.centreAsked, do: c.bookLook},
		{method: get, path: "/desk/calls", depth: inside, act: "booking.read", of: c.centreAsked, do: c.callsPage},
		{method: post, path: "/desk/calls", depth: inside, act: "booking.call", of: c.centreAsked, do: c.called},
		{method: get, path: "/find", depth: inside, act: "booking.read", of: c.centreAsked, do: c.findPage},
		{method: get, path: "/bookings/:id/move", depth: inside, act: "booking.move", of: c.centreOfBooking, do: c.movePage},
		{method: post, path: "/bookings/:id/move", depth: inside, act: "booking.move", of: c.centreOfBooking, do: c.move},
		{method: get, path: "/bookings/:id/cancel", depth: inside, act: "booking.cancel", of: c.centreOfBooking, do: c.cancelPage},
		{method: post, path: "/bookings/:id/cancel", depth: inside, act: "booking.cancel", of: c.centreOfBooking, do: c.cancel},
		{method: get, path: "/bookings/:id", depth: inside, act: "booking.read", of: c.centreOfBooking, do: c.bookingPage},
		{method: post, path: "/bookings/:id/phone", depth: inside, act: "resident.reveal", of: c.centreOfBooking, do: c.revealPhone},
		{method: post, path: "/bookings/:id/arrive", depth: inside, act: "booking.arrive", of: c.centreOfBooking, do: c.arrive},
		{method: post, path: "/bookings/:id/begin", depth: inside, act: "booking.begin", of: c.centreOfBooking, do: c.begin},
		{method: post, path: "/bookings/:id/finish", depth: inside, act: "booking.finish", of: c.centreOfBooking, do: c.finish},
		{method: post, path: "/bookings/:id/noshow", depth: inside, act: "booking.noshow", of: c.centreOfBooking, do: c.noShow},
		{method: post, path: "/bookings/:id/undo", depth: inside, act: "booking.undo", of: c.centreOfBooking, do: c.undo},

		{method: get, path: "/residents", depth: inside, act: "resident.read", of: c.centreAsked, do: c.residentsPage},
		{method: post, path: "/residents", depth: inside, act: "resident.read", of: c.centreAsked, do: c.residentsFound},
		{method: get, path: "/residents/twins", depth: inside, act: "resident.merge", of: c.centreAsked, do: c.twinsPage},
		{method: get, path: "/residents/:id", depth: inside, act: "resident.read", of: c.centreOfResident("resident.read"), do: c.residentPage},
		{method: post, path: "/residents/:id/reveal", depth: inside, act: "resident.reveal", of: c.centreOfResident("resident.reveal"), do: c.revealResident},
		{method: get, path: "/residents/:id/correct", depth: inside, act: "resident.correct", of: c.centreOfResident("resident.correct"), do: c.correctPage},
		{method: post, path: "/residents/:id/correct", depth: inside, act: "resident.correct", of: c.centreOfResident("resident.correct"), do: c.correct},
		{method: get, path: "/residents/:id/merge", depth: inside, act: "resident.merge", of: c.centreOfResident("resident.merge"), do: c.mergePage},
		{method: post, path: "/residents/:id/merge", depth: inside, act: "resident.merge", of: c.centreOfResident("resident.merge"), do: c.merge},
		{method: post, path: "/residents/:id/unmerge", depth: inside, act: "resident.merge", of: c.centreOfResident("resident.merge"), do: c.unmerge},
		{method: get, path: "/residents/:id/export", depth: inside, act: "resident.export", of: c.centreOfResident("resident.export"), prove: true, do: c.exportPage},
		{method: post, path: "/residents/:id/export", depth: inside, act: "resident.export", of: c.centreOfResident("resident.export"), prove: true, do: c.export},
		{method: get, path: "/residents/:id/erase", depth: inside, act: "resident.erase", of: c.centreOfResident("resident.erase"), prove: true, do: c.erasePage},
		{method: post, path: "/residents/:id/erase", depth: inside, act: "resident.erase", of: c.centreOfResident("resident.erase"), prove: true, do: c.erase},
		{method: get, path: "/settings", depth: inside, act: "setting.read", of: c.centreOfSettings, do: c.settingsPage},
		{method: get, path: "/settings/town", depth: inside, act: "setting.read", do: c.townPage},
		{method: get, path: "/settings/town/:key", depth: inside, act: "setting.read", do: c.settingPage},
		{method: post, path: "/settings/town/:key", depth: inside, act: "town.change", do: c.setSetting},
		{method: get, path: "/settings/centres", depth: inside, act: "setting.read", of: c.centreOfSettings, do: c.centresPage},
		{method: get, path: "/settings/centres/:centre/:key", depth: inside, act: "setting.read", of: c.centreOfSettings, do: c.settingPage},
		{method: post, path: "/settings/centres/:centre/:key", depth: inside, act: "centre.change", of: c.centreOfSettings, do: c.setSetting},
		{method: get, path: "/settings/texts", depth: inside, act: "setting.read", do: c.textsPage},
		{method: get, path: "/settings/texts/:key", depth: inside, act: "setting.read", do: c.settingPage},
		{method: post, path: "/settings/texts/:key", depth: inside, act: "text.change", do: c.setSetting},
		{method: get, path: "/settings/hotlines", depth: inside, act: "setting.read", do: c.hotlinesPage},
		{method: get, path: "/settings/hotlines/change", depth: inside, act: "hotline.change", prove: true, do: c.settingPage},
		{method: post, path: "/settings/hotlines/change", depth: inside, act: "hotline.change", prove: true, do: c.setSetting},

		{method: get, path: "/schedule", depth: inside, act: "schedule.read", of: c.centreScheduled, do: c.schedulePage},
		{method: get, path: "/schedule/stranded", depth: inside, act: "booking.read", of: c.centreScheduled, do: c.strandedPage},
		{method: get, path: "/schedule/closures", depth: inside, act: "schedule.read", of: c.centreScheduled, do: c.closuresPage},
		{method: get, path: "/schedule/closures/set", depth: inside, act: "schedule.change", of: c.centreScheduled, do: c.closurePage},
		{method: post, path: "/schedule/closures/set", depth: inside, act: "schedule.change", of: c.centreScheduled, do: c.closure},
		{method: get, path: "/schedule/closures/open", depth: inside, act: "schedule.change", of: c.centreScheduled, do: c.openDays},
		{method: post, path: "/schedule/closures/open", depth: inside, act: "schedule.change", of: c.centreScheduled, do: c.openDays},
		{method: get, path: "/schedule/closures/file", depth: inside, act: "schedule.change", of: c.centreScheduled, do: c.takeBackDays},
		{method: post, path: "/schedule/closures/file", depth: inside, act: "schedule.change", of: c.centreScheduled, do: c.takeBackDays},
		{method: get, path: "/schedule/services/:id", depth: inside, act: "schedule.read", of: c.centreOfService, do: c.servicePage},
		{method: get, path: "/schedule/services/:id/facts", depth: inside, act: "schedule.change", of: c.centreOfService, do: c.factsPage},
		{method: post, path: "/schedule/services/:id/facts", depth: inside, act: "schedule.change", of: c.centreOfService, do: c.facts},
		{method: get, path: "/schedule/services/:id/facts/file", depth: inside, act: "schedule.change", of: c.centreOfService, do: c.takeBackFacts},
		{method: post, path: "/schedule/services/:id/facts/file", depth: inside, act: "schedule.change", of: c.centreOfService, do: c.takeBackFacts},
		{method: get, path: "/schedule/services/:id/hours", depth: inside, act: "schedule.change", of: c.centreOfService, do: c.hoursPage},
		{method: post, path: "/schedule/services/:id/hours", depth: inside, act: "schedule.change", of: c.centreOfService, do: c.setHours},
		{method: get, path: "/schedule/services/:id/hours/file", depth: inside, act: "schedule.change", of: c.centreOfService, do: c.takeBackHours},
		{method: post, path: "/schedule/services/:id/hours/file", depth: inside, act: "schedule.change", of: c.centreOfService, do: c.takeBackHours},
		{method: get, path: "/schedule/changes/:id/undo", depth: inside, act: "schedule.change", of: c.centreOfChange, do: c.undoChange},
		{method: post, path: "/schedule/changes/:id/undo", depth: inside, act: "schedule.change", of: c.centreOfChange, do: c.undoChange},
		{method: get, path: "/chats", depth: inside, act: "chat.read", of: c.chatPlace, do: c.chatsPage},
		{method: get, path: "/chats/list", depth: inside, act: "chat.read", of: c.chatPlace, do: c.chatsLive},
		{method: get, path: "/chats/stream", depth: inside, act: "chat.read", of: c.chatPlace, do: c.chatStream},
		{method: get, path: "/chats/canned", depth: inside, act: "canned.edit", do: c.cannedPage},
		{method: get, path: "/chats/canned/new", depth: inside, act: "canned.edit", do: c.newCanned},
		{method: post, path: "/chats/canned/new", depth: inside, act: "canned.edit", do: c.writeCanned},
		{method: get, path: "/chats/canned/:id", depth: inside, act: "canned.edit", do: c.cannedOne},
		{method: post, path: "/chats/canned/:id", depth: inside, act: "canned.edit", do: c.writeCanned},
		{method: post, path: "/chats/canned/:id/remove", depth: inside, act: "canned.edit", do: c.removeCanned},
		{method: get, path: "/chats/:id", depth: inside, act: "chat.read", of: c.centreOfChat, do: c.chatPage},
		{method: get, path: "/chats/:id/thread", depth: inside, act: "chat.read", of: c.centreOfChat, do: c.threadLive},
		{method: get, path: "/chats/:id/cost", depth: inside, act: "chat.read", of: c.centreOfChat, do: c.costOf},
		{method: get, path: "/chats/:id/pictures/:message", depth: inside, act: "chat.read", of: c.centreOfChat, do: c.chatPicture},
		{method: post, path: "/chats/:id/answer", depth: inside, act: "chat.answer", of: c.centreOfChat, do: c.answerChat},
		{method: post, path: "/chats/:id/fill", depth: inside, act: "chat.answer", of: c.centreOfChat, do: c.fillAnswer},
		{method: post, path: "/chats/:id/take", depth: inside, act: "chat.answer", of: c.centreOfChat, do: c.takeChat},
		{method: post, path: "/chats/:id/messages/:message/again", depth: inside, act: "chat.answer", of: c.centreOfChat, do: c.againChat},
		{method: get, path: "/chats/:id/hand", depth: inside, act: "chat.answer", of: c.centreOfChat, do: c.handPage},
		{method: post, path: "/chats/:id/hand", depth: inside, act: "chat.answer", of: c.centreOfChat, do: c.handChat},
		{method: get, path: "/chats/:id/return", depth: inside, act: "chat.answer", of: c.centreOfChat, do: c.returnPage},
		{method: post, path: "/chats/:id/return", depth: inside, act: "chat.answer", of: c.centreOfChat, do: c.returnChat},

		{method: get, path: "/people", depth: inside, act: "staff.read", do: c.peoplePage},
		{method: get, path: "/people/roles", depth: inside, act: "staff.read", do: c.rolesPage},
		{method: get, path: "/people/invite", depth: inside, act: "staff.invite", prove: true, do: c.invitePage},
		{method: post, path: "/people/invite", depth: inside, act: "staff.invite", prove: true, do: c.invite},
		{method: get, path: "/people/:id", depth: inside, act: "staff.read", do: c.personPage},
		{method: get, path: "/people/:id/grants", depth: inside, act: "staff.grant", prove: true, do: c.grantsPage},
		{method: post, path: "/people/:id/grants", depth: inside, act: "staff.grant", prove: true, do: c.grants},
		{method: get, path: "/people/:id/reset", depth: inside, act: "staff.reset", prove: true, do: c.resetPage},
		{method: post, path: "/people/:id/reset", depth: inside, act: "staff.reset", prove: true, do: c.reset},
		{method: get, path: "/people/:id/suspend", depth: inside, act: "staff.suspend", prove: true, do: c.suspendPage},
		{method: post, path: "/people/:id/suspend", depth: inside, act: "staff.suspend", prove: true, do: c.suspend},
		{method: post, path: "/people/:id/restore", depth: inside, act: "staff.suspend", prove: true, do: c.restore},

		{method: get, path: "/machine", depth: inside, act: "machine.read", do: c.machinePage},
		{method: get, path: "/machine/check", depth: inside, act: "machine.read", do: c.checkPage},
		{method: get, path: "/machine/check/:n", depth: inside, act: "machine.read", do: c.checkOne},
		{method: post, path: "/machine/events/:id/replay", depth: inside, act: "event.replay", do: c.replayEvent},
		{method: post, path: "/machine/jobs/:id/retry", depth: inside, act: "job.retry", do: c.retryJob},

		{method: get, path: "/audit", depth: inside, act: "audit.read", do: c.auditPage},
		{method: get, path: "/audit/export", depth: inside, act: "audit.export", prove: true, do: c.auditExport},
	}
	if c.Eyes != nil {
		parts := &Samples{c.paper, c.Settings.Town().Site}
		list = append(list, []route{
			{method: post, path: "/eyes", depth: inside, act: staff.Self, do: c.look},
			{method: get, path: "/parts", do: show(parts.Page)},
			{method: post, path: "/parts", do: show(parts.Page)},
			{method: get, path: "/parts/live", do: show(parts.Live)},
			{method: get, path: "/parts/more", do: show(parts.More)},
			{method: post, path: "/parts/refuse", do: show(parts.Refuse)},
		}...)
	}
	return list
}

// show is a page that nobody needs to be anybody for.
func show(page echo.HandlerFunc) func(*visit) error {
	return func(v *visit) error { return page(v.Context) }
}
