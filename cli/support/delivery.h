// From the words of the command line to the format in which a result is written.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "cli/options/commands.h"
#include "cli/terminal/context.h"
#include "core/chain/chain.h"
#include "core/file/audio_file.h"
#include "core/processors/resample_settings.h"
#include "core/render/file_task.h"

namespace lathe::cli {

/// Container from --format or the output's extension, else the source's; encoding from --bits, else the source's where
/// the container holds it, else 24-bit. Throws Error (Invalid, Unsupported) in the words of the options.
FileFormat deliveryFormat(const DeliveryOptions& options, const std::filesystem::path& output,
                          const FileFormat& source);

/// --target: "-14" or "off". Throws Error (Invalid).
std::optional<Lufs> parseTarget(const std::string& text);

/// Conversion to --rate; without one, to 48 kHz where the container does not take the source's rate (Opus), else none.
ResampleSettings deliveryRate(int rate, Container container, int sourceRate);

/// The chain with its dither as --dither says: another kind, none, or one added where the chain has none.
/// Throws Error (Invalid) for an unknown kind.
Chain withDither(Chain chain, const std::string& kind);

/// What -o and the delivery options ask for, for one of `inputs` files: into `output` itself, or into that folder
/// (which is made) under the source's name. Throws Error as deliveryFormat() and makeFolder() do.
FileDelivery fileDelivery(const DeliveryOptions& options, const std::filesystem::path& output, std::size_t inputs,
                          const FileInfo& source, const Context& context);

/// True when `output` names a folder: it is one, or ends with a slash, or there are several inputs.
bool isFolder(const std::filesystem::path& output, std::size_t inputs);

}  // namespace lathe::cli
