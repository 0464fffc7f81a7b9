//go:build !linux

package crash

// Process ownership elsewhere: without a death signal.

import (
	"os/exec"
	"syscall"
)

func own(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }
