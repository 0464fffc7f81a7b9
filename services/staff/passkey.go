package staff

// Passkeys (W3C, Web Authentication Level 3). One with user verification is two
// factors at once: the device, and the finger, face or code that opens it.

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"net"
	"net/url"

	"tambon/models"
	"tambon/services"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
)

// The refusals of passkeys.
var (
	ErrPasskey     = services.E(services.Invalid, "staff.passkey_wrong") // never why
	ErrPasskeyHere = services.E(services.Invalid, "staff.passkey_here")  // an address of figures, or no passkey of this person
	ErrLabel       = services.E(services.Invalid, "staff.passkey_label")
	ErrLastWay     = services.E(services.Conflict, "staff.last_way")
)

// A Place is where the browser sees the console. A passkey belongs to its host.
type Place struct {
	Origin string // https://oa.example.go.th
	Town   string // shown beside the passkey
}

// Passkeys reports whether there can be passkeys here: not where the host is an
// address of figures (WebAuthn section 5.1.2, a valid domain).
func (p Place) Passkeys() bool {
	host := p.host()
	return host != "" && net.ParseIP(host) == nil
}

func (p Place) host() string {
	u, err := url.Parse(p.Origin)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

func (p Place) party() (*webauthn.WebAuthn, error) {
	if !p.Passkeys() {
		return nil, ErrPasskeyHere
	}
	return webauthn.New(&webauthn.Config{
		RPID: p.host(), RPDisplayName: p.Town, RPOrigins: []string{p.Origin},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(),
			UserVerification: protocol.VerificationRequired,
		},
	})
}

// A holder is a person as the library sees them.
type holder struct {
	id, login, name string
	keys            []webauthn.Credential
}

func (h holder) WebAuthnID() []byte                         { return []byte(h.id) }
func (h holder) WebAuthnName() string                       { return h.login }
func (h holder) WebAuthnDisplayName() string                { return h.name }
func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.keys }

// holder reads an active person and their passkeys; ErrOver for any other.
func (s *Service) holder(ctx context.Context, staffID string) (holder, error) {
	one, err := s.One(ctx, staffID)
	if err != nil {
		return holder{}, err
	}
	if one.State != models.StaffActive || one.Login == nil {
		return holder{}, ErrOver
	}
	name, err := s.Name(one)
	if err != nil {
		return holder{}, err
	}
	h := holder{id: one.ID, login: *one.Login, name: name}
	var rows []models.StaffPasskey
	if err := s.store.DB(ctx).Where("staff_id = ?", staffID).Order("id").Find(&rows).Error; err != nil {
		return h, err
	}
	for _, row := range rows {
		var key webauthn.Credential
		if err := json.Unmarshal([]byte(row.Credential), &key); err != nil {
			return h, err
		}
		key.Authenticator.SignCount = uint32(row.SignCount)
		h.keys = append(h.keys, key)
	}
	return h, nil
}

// A Question is what a browser is to ask the person's device, and the token by
// which the same browser answers.
type Question struct {
	Token   string
	Options []byte // JSON, WebAuthn section 5.1.8 or 5.1.9
}

func (s *Service) question(ctx context.Context, kind models.StaffChallengeKind, sessionID string, options any, asked *webauthn.SessionData) (Question, error) {
	raw, err := json.Marshal(options)
	if err != nil {
		return Question{}, err
	}
	token, err := s.ask(ctx, kind, sessionID, asked)
	return Question{token, raw}, err
}

// AskAnybody asks for a passkey of this place, whosever it is.
func (s *Service) AskAnybody(ctx context.Context, at Place, address string) (Question, error) {
	party, err := at.party()
	if err != nil {
		return Question{}, err
	}
	if err := s.slowedAsking(ctx, address); err != nil {
		return Question{}, err
	}
	options, asked, err := party.BeginDiscoverableLogin()
	if err != nil {
		return Question{}, err
	}
	return s.question(ctx, models.ChallengeEnter, "", options.Response, asked)
}

// EnterByPasskey opens a session for whoever's passkey answered.
func (s *Service) EnterByPasskey(ctx context.Context, at Place, token string, answer []byte, device, address string) (Door, error) {
	party, err := at.party()
	if err != nil {
		return Door{}, err
	}
	if err := s.slowedAddress(ctx, address); err != nil {
		return Door{}, err
	}
	var asked webauthn.SessionData
	if _, err := s.answered(ctx, models.ChallengeEnter, token, &asked, ErrPasskey); err != nil {
		return Door{}, err
	}
	given, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return Door{}, ErrPasskey
	}
	who, err := s.ownerOf(ctx, given.RawID)
	if err != nil {
		return Door{}, err
	}
	find := func(_, handle []byte) (webauthn.User, error) {
		if !bytes.Equal(handle, []byte(who.id)) {
			return nil, ErrPasskey
		}
		return who, nil
	}
	_, key, err := party.ValidatePasskeyLogin(find, asked, given)
	if err != nil {
		return Door{}, s.refused(ctx, who.id, "passkey", ErrPasskey)
	}
	door := Door{Step: models.StepOpen}
	err = s.shown(ctx, who.id, key, "staff.enter", func(ctx context.Context) (err error) {
		door.Token, err = s.begin(ctx, who.id, models.StepOpen, device)
		return err
	})
	return door, err
}

// ownerOf finds the active person with a passkey; ErrPasskey when there is none.
func (s *Service) ownerOf(ctx context.Context, credential []byte) (holder, error) {
	var rows []models.StaffPasskey
	err := s.store.DB(ctx).Where("credential_id = ?", spellKey(credential)).Limit(1).Find(&rows).Error
	if err != nil {
		return holder{}, err
	}
	if len(rows) == 0 {
		return holder{}, ErrPasskey
	}
	who, err := s.holder(ctx, rows[0].StaffID)
	if ErrOver.Is(err) {
		return holder{}, s.refused(ctx, rows[0].StaffID, "passkey", ErrPasskey)
	}
	return who, err
}

func spellKey(credential []byte) string { return base64.RawURLEncoding.EncodeToString(credential) }
