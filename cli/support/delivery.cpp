// Reading --format, --bits, --rate, --quality and --dither.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/support/delivery.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "core/audio/number_text.h"
#include "core/file/folder.h"
#include "core/processors/dither.h"

namespace lathe::cli {
namespace {

struct Word {
  std::string_view name;
  Encoding encoding;
};

constexpr std::array<Word, 6> kEncodings = {{{"16", Encoding::Int16},
                                             {"20", Encoding::Int20},
                                             {"24", Encoding::Int24},
                                             {"32", Encoding::Int32},
                                             {"32f", Encoding::Float32},
                                             {"64f", Encoding::Float64}}};

Container wantedContainer(const DeliveryOptions& options, const std::filesystem::path& output, Container source) {
  if (!options.format.empty()) {
    if (const auto container = containerFromName(options.format)) return *container;
    throw Error(ErrorKind::Invalid,
                fmt::format("there is no format '{}'; there are wav, rf64, w64, aiff, flac, caf, ogg, opus and mp3",
                            options.format));
  }
  if (output.has_extension()) {
    if (const auto container = containerFromPath(output)) return *container;
    throw Error(ErrorKind::Invalid,
                fmt::format("no format is known by the extension '{}' of {}; name one with --format",
                            output.extension().string(), output.string()));
  }
  return source == Container::Other ? Container::Wav : source;
}

Encoding wantedEncoding(const DeliveryOptions& options) {
  for (const Word& word : kEncodings)
    if (word.name == options.bits) return word.encoding;
  throw Error(ErrorKind::Invalid, fmt::format("--bits is 16, 20, 24, 32, 32f or 64f, not '{}'", options.bits));
}

}  // namespace

FileFormat deliveryFormat(const DeliveryOptions& options, const std::filesystem::path& output,
                          const FileFormat& source) {
  FileFormat format;
  format.container = wantedContainer(options, output, source.container);
  format.quality = options.quality.value_or(format.quality);
  if (options.bitRate > 0 && format.container != Container::Mp3 && format.container != Container::OggOpus)
    throw Error(ErrorKind::Invalid, fmt::format("{} has no --bitrate; MP3 and Opus have one (Ogg Vorbis: --quality)",
                                                containerName(format.container)));
  format.bitRate = options.bitRate;
  const bool isLossy = isWritable({format.container, Encoding::Lossy});
  if (isLossy) {
    if (!options.bits.empty())
      throw Error(ErrorKind::Invalid,
                  fmt::format("{} is a lossy format and has no --bits", containerName(format.container)));
    format.encoding = Encoding::Lossy;
  } else if (!options.bits.empty()) {
    format.encoding = wantedEncoding(options);
  } else {
    format.encoding = source.encoding == Encoding::Lossy ? Encoding::Int24 : source.encoding;
    if (!isWritable(format)) format.encoding = Encoding::Int24;
  }
  if (!isWritable(format))
    throw Error(ErrorKind::Unsupported,
                fmt::format("{} cannot hold {} samples; choose other --bits or another --format",
                            containerName(format.container), encodingName(format.encoding)));
  return format;
}

std::optional<Lufs> parseTarget(const std::string& text) {
  if (text == "off") return std::nullopt;
  const auto number = parseNumber(text);
  if (!number || !(*number >= -70 && *number <= 10))
    throw Error(ErrorKind::Invalid,
                fmt::format("the target is a loudness from -70 to 10 LUFS, or off, not '{}'", text));
  return Lufs{*number};
}

ResampleSettings deliveryRate(int rate, Container container, int sourceRate) {
  constexpr std::array<int, 5> kOpusRates = {8000, 12000, 16000, 24000, 48000};
  const bool fits = container != Container::OggOpus || std::ranges::find(kOpusRates, sourceRate) != kOpusRates.end();
  ResampleSettings settings;
  if (rate == 0 && fits) return settings;
  settings.rate = ResampleSettings::Rate::Custom;
  settings.customRate = Hertz{static_cast<double>(rate == 0 ? 48000 : rate)};
  return settings;
}

Chain withDither(Chain chain, const std::string& kind) {
  const bool hasDither = !chain.stages.empty() && chain.stages.back().settings.type().id == "dither";
  if (kind == "off") {
    if (hasDither) chain.stages.back().isBypassed = true;
    return chain;
  }
  if (!hasDither) chain.stages.push_back({DitherSettings{}});
  if (!kind.empty()) chain.stages.back().settings.setText("kind", kind);
  return chain;
}

FileDelivery fileDelivery(const DeliveryOptions& options, const std::filesystem::path& output, std::size_t inputs,
                          const FileInfo& source, const Context& context) {
  const bool isInFolder = isFolder(output, inputs);
  FileDelivery delivery;
  delivery.format = deliveryFormat(options, isInFolder ? std::filesystem::path() : output, source.format);
  delivery.conversion = deliveryRate(options.rate, delivery.format.container, source.audio.sampleRate);
  delivery.file = isInFolder ? output / source.path.stem().concat(extensionOf(delivery.format.container)) : output;
  delivery.overwrite = context.mayOverwrite ? Overwrite::Yes : Overwrite::No;
  delivery.device = context.device;
  if (isInFolder) makeFolder(output);
  return delivery;
}

bool isFolder(const std::filesystem::path& output, std::size_t inputs) {
  std::error_code ignored;
  return inputs > 1 || std::filesystem::is_directory(output, ignored) || !output.has_filename();
}

}  // namespace lathe::cli
