// The three streams that a program is given, made safe to use before anything else is opened.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

namespace lathe::cli {

/// Streams that were closed by the caller (`>&-`) are held by something on which reading or writing fails, so that no
/// file of ours gets their number and the results printed into it. Writing to a reader that has gone is an error
/// (EPIPE) and not the end of the program, so that unfinished files can be removed. Call it first.
void prepareStandardStreams() noexcept;

}  // namespace lathe::cli
