// The chains that come with Lathe, in the form in which a user would write them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/chain/chain_file.h"

namespace lathe {
namespace {

constexpr std::string_view kMaster = R"({
  "format": "lathe-chain", "version": 1, "name": "master",
  "text": "Gentle tone, a little glue, a true-peak limiter and dither: the default.",
  "stages": [
    {"processor": "eq", "settings": {
      "band1.enabled": true, "band1.type": "high-pass", "band1.frequency": 20, "band1.slope": "12",
      "band2.enabled": true, "band2.type": "low-shelf", "band2.frequency": 90, "band2.gain": 0.5,
      "band3.enabled": true, "band3.type": "bell", "band3.frequency": 280, "band3.gain": -0.7, "band3.q": 0.8,
      "band4.enabled": true, "band4.type": "high-shelf", "band4.frequency": 9000, "band4.gain": 0.8}},
    {"processor": "compressor", "settings": {
      "threshold": -20, "ratio": 1.5, "knee": 12, "attack": 30, "release": 200, "auto-release": true, "detector": "rms",
      "sidechain-high-pass": true, "sidechain-frequency": 90}},
    {"processor": "limiter", "settings": {}},
    {"processor": "dither", "settings": {}}]
})";

constexpr std::string_view kTransparent = R"({
  "format": "lathe-chain", "version": 1, "name": "transparent",
  "text": "Level only: the true-peak limiter and dither, nothing else.",
  "stages": [{"processor": "limiter", "settings": {}}, {"processor": "dither", "settings": {}}]
})";

constexpr std::string_view kGentle = R"({
  "format": "lathe-chain", "version": 1, "name": "gentle",
  "text": "For acoustic music: slow parallel compression and a smooth limiter.",
  "stages": [
    {"processor": "eq", "settings": {
      "band1.enabled": true, "band1.type": "high-pass", "band1.frequency": 18, "band1.slope": "12",
      "band2.enabled": true, "band2.type": "high-shelf", "band2.frequency": 12000, "band2.gain": 0.5}},
    {"processor": "compressor", "settings": {
      "threshold": -28, "ratio": 2, "knee": 18, "attack": 60, "release": 400, "auto-release": true, "detector": "rms",
      "mix": 40, "sidechain-high-pass": true, "sidechain-frequency": 80}},
    {"processor": "limiter", "settings": {"character": "smooth"}},
    {"processor": "dither", "settings": {}}]
})";

constexpr std::string_view kLoud = R"({
  "format": "lathe-chain", "version": 1, "name": "loud",
  "text": "For dense modern mixes: firmer compression, saturation, mono bass and a loud limiter.",
  "stages": [
    {"processor": "eq", "settings": {
      "band1.enabled": true, "band1.type": "high-pass", "band1.frequency": 25, "band1.slope": "24",
      "band2.enabled": true, "band2.type": "bell", "band2.frequency": 300, "band2.gain": -1, "band2.q": 0.9,
      "band3.enabled": true, "band3.type": "high-shelf", "band3.frequency": 8000, "band3.gain": 1}},
    {"processor": "compressor", "settings": {
      "threshold": -18, "ratio": 2.5, "knee": 6, "attack": 20, "release": 120, "auto-release": true,
      "sidechain-high-pass": true, "sidechain-frequency": 110}},
    {"processor": "saturator", "settings": {"drive": 3, "mix": 35}},
    {"processor": "width", "settings": {"width": 105, "bass-mono": true, "mono-below": 110}},
    {"processor": "limiter", "settings": {"character": "loud"}},
    {"processor": "dither", "settings": {}}]
})";

constexpr std::string_view kSpeech = R"({
  "format": "lathe-chain", "version": 1, "name": "speech",
  "text": "For spoken word: rumble off, presence up, an even level.",
  "stages": [
    {"processor": "eq", "settings": {
      "band1.enabled": true, "band1.type": "high-pass", "band1.frequency": 70, "band1.slope": "24",
      "band2.enabled": true, "band2.type": "bell", "band2.frequency": 250, "band2.gain": -1.5, "band2.q": 0.9,
      "band3.enabled": true, "band3.type": "bell", "band3.frequency": 3500, "band3.gain": 1.5, "band3.q": 0.8}},
    {"processor": "compressor", "settings": {
      "threshold": -24, "ratio": 3, "knee": 10, "attack": 10, "release": 150, "auto-release": true, "detector": "rms"}},
    {"processor": "limiter", "settings": {}},
    {"processor": "dither", "settings": {}}]
})";

constexpr std::string_view kReverb = R"({
  "format": "lathe-chain", "version": 1, "name": "reverb",
  "text": "A little of the built-in hall, without its bass, that gives way to loud passages; then the limiter and dither.",
  "stages": [
    {"processor": "reverb", "settings": {
      "wet": -18, "pre-delay": 15, "low-cut": 200, "decay-high": 80, "ducking": 4, "ducking-threshold": -24}},
    {"processor": "limiter", "settings": {}},
    {"processor": "dither", "settings": {}}]
})";

}  // namespace

const std::vector<ChainPreset>& builtinPresets() {
  static const std::vector<ChainPreset> presets = [] {
    std::vector<ChainPreset> list;
    for (const std::string_view text : {kMaster, kTransparent, kGentle, kLoud, kSpeech, kReverb})
      list.push_back(presetFromText(text));
    return list;
  }();
  return presets;
}

}  // namespace lathe
