// Masks and spectral edits as JSON: shapes in seconds and hertz, never bitmaps.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <filesystem>
#include <vector>

#include "core/file/json_object.h"
#include "core/spectral/spectral_edit.h"

namespace lathe {

/// {"mask": [{"shape": "rectangle", "time": [1, 1.2], "frequency": [200, 900]}, {"shape": "brush", ...}],
///  "channels": "mid", "inverted": true} as members of `json`; defaults are left out.
void addMask(Json& json, const Mask& mask);

/// Throws Error (Damaged) with the place.
Mask maskFromJson(JsonObject& json);

/// [{"operation": "heal", "mask": [...], "settings": {...}, "fft_size": 4096, "off": true}, ...]
Json spectralEditsToJson(const std::vector<SpectralEdit>& edits, const std::filesystem::path& folder);
std::vector<SpectralEdit> spectralEditsFromJson(JsonObject& parent, const std::string& key,
                                                const std::filesystem::path& folder);

}  // namespace lathe
