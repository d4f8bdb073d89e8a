// Reading responses from files; making the built-in ones once.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/reverb/response_source.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/audio/error.h"
#include "core/file/audio_file.h"
#include "core/synth/builtin_responses.h"
#include "core/synth/demo_room.h"

namespace lathe {
namespace {

constexpr const char* kDemoHall = "demo-hall";

std::shared_ptr<const SourceResponse> demoHall() {
  static const auto hall = std::make_shared<const SourceResponse>(SourceResponse{makeDemoRoom(), 44100});
  return hall;
}

std::shared_ptr<const SourceResponse> fromFile(const std::string& path) {
  const auto clip = openClip(path);
  if (clip->frames() == 0)
    throw Error(ErrorKind::Invalid, "the impulse response " + path + " is empty; choose another file");
  if (clip->frames() > kLongestResponse)
    throw Error(
        ErrorKind::Invalid,
        fmt::format(
            "the impulse response {} has {} frames, more than the {} that are possible; shorten it, or choose another",
            path, clip->frames(), kLongestResponse));
  auto response = std::make_shared<SourceResponse>();
  response->samples = AudioBuffer(clip->format().channels(), static_cast<std::size_t>(clip->frames()));
  response->sampleRate = clip->format().sampleRate;
  clip->read(0, response->samples.view());
  return response;
}

}  // namespace

std::vector<std::string> builtinResponseNames() {
  std::vector<std::string> names = {kDemoHall};
  for (const BuiltinResponse& response : builtinResponses()) names.emplace_back(response.id);
  return names;
}

std::shared_ptr<const SourceResponse> openResponse(const std::string& nameOrFile, const Progress& progress) {
  const auto names = builtinResponseNames();
  if (nameOrFile.empty() || nameOrFile == kDemoHall) return demoHall();
  if (std::ranges::count(names, nameOrFile))
    return std::make_shared<const SourceResponse>(
        SourceResponse{makeBuiltinResponse(nameOrFile, 48000, progress), 48000});
  if (nameOrFile.find('/') != std::string::npos || std::filesystem::exists(nameOrFile)) return fromFile(nameOrFile);
  throw Error(ErrorKind::NotFound,
              fmt::format("there is no impulse response '{}', neither a file nor a built-in one ({})", nameOrFile,
                          fmt::join(names, ", ")));
}

}  // namespace lathe
