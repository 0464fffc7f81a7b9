package simulator

// What LINE Login and the channels' tokens must remember over a restart.

import (
	"tambon/line/simulator/channel"
	"tambon/line/simulator/login"
)

// A LoginState is plain data; it holds secrets.
type LoginState struct {
	Channels channel.State
	Login    login.State
}

// LoginState tells who is logged in, and every key and token.
func (p *Platform) LoginState() LoginState {
	return LoginState{p.channels.State(), p.login.State()}
}

// RestoreLogin takes up what LoginState told.
func (p *Platform) RestoreLogin(s LoginState) {
	p.channels.Restore(s.Channels)
	p.login.Restore(s.Login)
}
