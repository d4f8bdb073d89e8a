// A file's metadata as lines of text, and its fields by name.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <string_view>

#include "core/file/metadata.h"

namespace lathe::cli {

/// Two aligned columns; fields that the file does not give are left out.
std::string metadataText(const Metadata& metadata, int sampleRate);

/// Throws Error (Invalid) with the names that there are.
void setMetadataField(Metadata& metadata, std::string_view name, std::string_view value);

}  // namespace lathe::cli
