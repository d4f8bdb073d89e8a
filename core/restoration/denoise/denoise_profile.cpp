// Profiles as JSON: powers in hundredths of a decibel, so that a file stays small and can be compared by eye.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/restoration/denoise/denoise_profile.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/audio/error.h"
#include "core/audio/exact_math.h"
#include "core/file/json_check.h"
#include "core/file/text_reader.h"

namespace lathe {
namespace {

using Json = nlohmann::json;
constexpr std::array<double, kDenoiseWindows> kSeconds = {0.023, 0.046, 0.093, 0.186};
constexpr double kLeastPower = 1e-20;
constexpr std::size_t kLongestFile = std::size_t{8} << 20;

Json hundredths(const std::vector<float>& values, double factor) {
  Json list = Json::array();
  for (const float v : values)
    list.push_back(std::lround(100 * factor * exact::log10(std::max<double>(v, kLeastPower))));
  return list;
}

std::vector<float> fromHundredths(const Json& list, double factor, std::size_t count) {
  std::vector<float> values;
  for (const Json& number : list) {
    const double hundred = number.get<double>();
    if (!(std::abs(hundred) < 1e5)) throw Error(ErrorKind::Damaged, "a number is out of range");
    values.push_back(static_cast<float>(exact::exp10(hundred / (100 * factor))));
  }
  if (values.size() != count) throw Error(ErrorKind::Damaged, "a spectrum has the wrong length");
  return values;
}

/// Values over bins of one frequency grid, read on another.
std::vector<float> regridded(const std::vector<float>& values, double step, double wantedStep, std::size_t count) {
  std::vector<float> out(count);
  for (std::size_t k = 0; k < count; ++k) {
    const double at = std::min(static_cast<double>(k) * wantedStep / step, static_cast<double>(values.size() - 1));
    const auto low = static_cast<std::size_t>(at);
    const std::size_t high = std::min(low + 1, values.size() - 1);
    const double share = at - static_cast<double>(low);
    out[k] = static_cast<float>(values[low] * (1 - share) + values[high] * share);
  }
  return out;
}

std::vector<std::vector<float>> withChannels(std::vector<std::vector<float>> rows, int channels) {
  const auto wanted = static_cast<std::size_t>(channels);
  if (rows.empty() || rows.size() == wanted) return rows;
  std::vector<float> mean(rows[0].size(), 0.0f);
  for (const auto& row : rows)
    for (std::size_t k = 0; k < mean.size(); ++k) mean[k] += row[k] / static_cast<float>(rows.size());
  rows.resize(wanted, mean);
  return rows;
}

}  // namespace

std::size_t denoiseWindow(int which, double sampleRate) {
  const double samples = kSeconds[static_cast<std::size_t>(which)] * sampleRate;
  return std::size_t{1} << static_cast<int>(std::lround(exact::log2(samples)));
}

NoiseProfile NoiseProfile::fittedTo(double rate, int wantedChannels) const {
  NoiseProfile fitted = *this;
  fitted.sampleRate = rate;
  for (int w = 0; w < kDenoiseWindows; ++w) {
    NoiseSpectrum& spectrum = fitted.spectra[static_cast<std::size_t>(w)];
    const std::size_t size = denoiseWindow(w, rate);
    const double step = sampleRate / static_cast<double>(denoiseWindow(w, sampleRate)),
                 wanted = rate / static_cast<double>(size);
    if (rate != sampleRate) {
      // Stft reads power per bandwidth of the sampling: the same noise reads less at a higher rate.
      for (auto& row : spectrum.power) {
        row = regridded(row, step, wanted, size / 2 + 1);
        for (float& p : row) p *= static_cast<float>(sampleRate / rate);
      }
      for (auto& row : spectrum.spread) row = regridded(row, step, wanted, size / 2 + 1);
    }
    spectrum.power = withChannels(std::move(spectrum.power), wantedChannels);
    spectrum.spread = withChannels(std::move(spectrum.spread), wantedChannels);
  }
  return fitted;
}

void saveProfile(const NoiseProfile& profile, const std::filesystem::path& file, Overwrite overwrite) {
  Json json = {{"format", "lathe noise profile 1"}, {"rate", profile.sampleRate}, {"seconds", profile.seconds}};
  Json windows = Json::array();
  for (const NoiseSpectrum& spectrum : profile.spectra) {
    Json channels = Json::array();
    for (std::size_t c = 0; c < spectrum.power.size(); ++c)
      channels.push_back(
          {{"power", hundredths(spectrum.power[c], 10)}, {"spread", hundredths(spectrum.spread[c], 10)}});
    windows.push_back({{"frames", spectrum.frames}, {"channels", channels}});
  }
  json["windows"] = windows;
  writeTextFileAtomically(file, json.dump() + "\n", overwrite);
}

NoiseProfile loadProfile(const std::filesystem::path& file) {
  const auto damaged = [&](const std::string& what) {
    return Error(ErrorKind::Damaged,
                 "the noise profile " + file.string() + " cannot be read: " + what + "; learn it again");
  };
  try {
    const std::string text = readWholeText(file, kLongestFile);
    checkJson(text);
    const Json json = Json::parse(text);
    if (json.at("format") != "lathe noise profile 1") throw damaged("it is of another format");
    NoiseProfile profile;
    profile.sampleRate = json.at("rate").get<double>();
    profile.seconds = json.at("seconds").get<double>();
    if (!(profile.sampleRate >= 1000 && profile.sampleRate <= 1e6)) throw damaged("its rate is out of range");
    const Json& windows = json.at("windows");
    if (windows.size() != kDenoiseWindows) throw damaged("it lacks a window");
    for (int w = 0; w < kDenoiseWindows; ++w) {
      const auto i = static_cast<std::size_t>(w);
      const std::size_t bins = denoiseWindow(w, profile.sampleRate) / 2 + 1;
      profile.spectra[i].frames = windows[i].at("frames").get<std::size_t>();
      const Json& channels = windows[i].at("channels");
      if (channels.empty() || channels.size() > 64 || channels.size() != windows[0].at("channels").size())
        throw damaged("its channels do not fit");
      for (const Json& channel : channels) {
        profile.spectra[i].power.push_back(fromHundredths(channel.at("power"), 10, bins));
        profile.spectra[i].spread.push_back(fromHundredths(channel.at("spread"), 10, bins));
      }
    }
    return profile;
  } catch (const Json::exception&) {
    throw damaged("it is no JSON of that shape");
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::Damaged || std::string_view(error.what()).starts_with("the noise profile")) throw;
    throw damaged(error.what());
  }
}

}  // namespace lathe
