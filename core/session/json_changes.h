// Applying the changes (JSON Patch, RFC 6902) that lead from one step of a history to the next.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/file/json_object.h"

namespace lathe {

/// Whether changes are such as we write: no copies, with which a small file could grow without bounds, and no deeper
/// than a document may be.
bool areOurs(const Json& changes);

}  // namespace lathe
