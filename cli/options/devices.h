// `lathe devices`: where heavy work can run, and why elsewhere it cannot.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "cli/terminal/context.h"

namespace lathe::cli {

struct DevicesOptions {};
int runDevices(const DevicesOptions& options, Context& context);

}  // namespace lathe::cli
