// The signals that end a program, met so that no unfinished file stays behind.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

namespace lathe {

/// To be called once, before any other thread is made. From then on:
/// - SIGINT, SIGTERM and SIGHUP (those that are not ignored, as under nohup) call `caught` with their number, each time,
///   on a thread of its own;
/// - a file that outgrows what the system allows (SIGXFSZ) is a failed write with a reason and no longer ends the
///   program;
/// - the other signals that end a program from outside (SIGQUIT, SIGPIPE, SIGXCPU and their like) still do, and the
///   temporary files are removed before.
void meetEndingSignals(void (*caught)(int signal));

/// Removes the temporary files and ends the program at once with 128 + `signal`.
[[noreturn]] void endAtOnce(int signal);

}  // namespace lathe
