// Threads that work for the window give way to it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace lathe::gui {

/// The calling thread, and those that it starts, get what the window and the sound leave of the CPU. Linux keeps a
/// priority for each thread.
inline void workInBackground() noexcept { setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), 10); }

}  // namespace lathe::gui
