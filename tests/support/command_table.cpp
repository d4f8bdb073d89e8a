// Small inputs and the words of each command.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "tests/support/command_table.h"

#include <cmath>
#include <sstream>

#include "cli/grammar/arguments.h"
#include "core/chain/chain_file.h"
#include "core/file/audio_file.h"
#include "core/session/edits.h"
#include "core/session/session_file.h"
#include "tests/support/temporary_folder.h"

namespace lathe::test {
namespace {

namespace fs = std::filesystem;

constexpr int kRate = 44100;

/// A tone whose level decays within `decay` seconds.
void writeTone(const fs::path& file, double seconds, double decay, const Metadata& metadata) {
  AudioBuffer samples(2, static_cast<std::size_t>(seconds * kRate));
  for (std::size_t i = 0; i < samples.frames(); ++i) {
    const double t = static_cast<double>(i) / kRate;
    samples[0][i] = static_cast<float>(0.3 * std::exp(-t / decay) * std::sin(2 * M_PI * 440 * t));
    samples[1][i] = static_cast<float>(0.3 * std::exp(-t / decay) * std::sin(2 * M_PI * 443 * t));
  }
  AudioWriter writer(file, {Container::Wav, Encoding::Int24}, {kRate, ChannelLayout::stereo()}, metadata);
  writer.write(samples.view());
  writer.commit();
}

void writeSession(const CommandFiles& files, const std::string& name) {
  Session session;
  session.name = name;
  session.delivery.target.reset();
  session.tracks.push_back(trackOf(makeSource(files.mix), kRate));
  session.tracks[0].title = session.tracks[0].artist = name;
  History history(session);
  Edit edit = addMarker(0, {100, 0, name});
  edit.name = name;
  history.apply(edit);
  saveSession(files.session, history, Overwrite::No);
}

void writeSpec(const fs::path& file, const std::string& name) {
  const Outcome known = runLathe({"specs", "ebu-r128", "--json"});
  std::string text = known.out;
  const std::string member = "\"name\": \"";
  if (const auto at = text.find(member); at != std::string::npos) text.insert(at + member.size(), name);
  testing::writeBytes(file, text);
}

}  // namespace

CommandFiles makeCommandFiles(const fs::path& folder, const std::string& name) {
  const auto at = [&](const std::string& ending) { return folder / (name + ending); };
  CommandFiles files{at(".wav"),  at("-ir.wav"),    at(".lathe"),     at(".chain"),
                     at(".spec"), at("-1.catalog"), at("-2.catalog"), folder / ("out" + name)};
  fs::create_directories(files.out);
  Metadata metadata;
  metadata.title = metadata.artist = metadata.comment = name;
  metadata.markers = {{100, 0, name}};
  writeTone(files.mix, 1, 10, metadata);
  writeTone(files.response, 0.2, 0.02, {});
  writeSession(files, name);
  ChainPreset preset = findPreset("gentle");
  preset.name = preset.text = name;
  savePreset(files.chain, preset, Overwrite::No);
  writeSpec(files.spec, name);
  for (const fs::path& catalog : {files.catalog, files.otherCatalog})
    runLathe({"measure", files.mix, "--catalog", catalog});
  return files;
}

std::map<std::string, std::vector<Words>> commandTable(const CommandFiles& f) {
  const auto out = [&](const char* file) { return (f.out / file).string(); };
  const std::string folder = f.mix.parent_path();
  return {
      {"demo", {{"demo", "-o", out("demo"), "--force"}}},
      {"info", {{"info", f.mix}, {"info", f.mix, "--json"}}},
      {"play", {{"play", "--list-outputs"}}},
      {"measure",
       {{"measure", f.mix},
        {"measure", f.mix, "--json"},
        {"measure", f.mix, "--full"},
        {"measure", f.mix, "--jsonl"},
        {"measure", f.mix, "--catalog", f.catalog},
        {"measure", f.mix, "--after", "opus:96"}}},
      {"master",
       {{"master", f.mix, "-o", out("m.wav"), "--force"}, {"master", f.mix, "-o", out("m.wav"), "--force", "--json"}}},
      {"convert", {{"convert", f.mix, "-o", out("c.flac"), "--force"}}},
      {"tag", {{"tag", f.mix}, {"tag", f.mix, "genre=Test"}}},
      {"check", {{"check", f.mix, "--spec", f.spec}, {"check", f.mix, "--spec", f.spec, "--json"}}},
      {"specs", {{"specs"}, {"specs", f.spec}, {"specs", "--json"}, {"specs", "--validate", f.spec}}},
      {"correct", {{"correct", f.mix, "-o", out("k.wav"), "--force", "--target", "-20"}}},
      {"album", {{"album", f.mix, f.mix}, {"album", f.mix, f.mix, "--json"}}},
      {"convolve", {{"convolve", f.mix, f.response, "-o", out("v.wav"), "--force"}}},
      {"reverb", {{"reverb", f.mix, "-o", out("r.wav"), "--force"}}},
      {"ir",
       {{"ir", "list"},
        {"ir", "analyse", f.response},
        {"ir", "make", "--rt60", "0.2", "-o", out("i.wav"), "--force"},
        {"ir", "trim", f.response, "-o", out("t.wav"), "--force"},
        {"ir", "import", f.response}}},
      {"diagnose", {{"diagnose", f.mix}, {"diagnose", f.mix, "--json"}}},
      {"figures", {{"figures", f.mix}}},
      {"devices", {{"devices"}, {"devices", "--json"}}},
      {"processors", {{"processors"}, {"processors", "limiter"}, {"processors", "--json"}}},
      {"chains", {{"chains"}, {"chains", f.chain}, {"chains", f.chain, "--json"}}},
      {"completion", {{"completion", "bash"}, {"completion", "zsh"}, {"completion", "fish"}}},
      {"denoise", {{"denoise", f.mix, "-o", out("dn.wav"), "--force", "--learn", "0.5-1"}}},
      {"dehum", {{"dehum", f.mix, "-o", out("dh.wav"), "--force"}}},
      {"dereverb", {{"dereverb", f.mix, "-o", out("dr.wav"), "--force"}}},
      {"channel-repair", {{"channel-repair", f.mix, "-o", out("cr.wav"), "--force"}}},
      {"deess", {{"deess", f.mix, "-o", out("de.wav"), "--force"}}},
      {"deplosive", {{"deplosive", f.mix, "-o", out("dv.wav"), "--force"}}},
      {"breath", {{"breath", f.mix, "-o", out("br.wav"), "--force"}}},
      {"mouth-click", {{"mouth-click", f.mix, "-o", out("mc.wav"), "--force"}}},
      {"declick", {{"declick", f.mix, "-o", out("dc.wav"), "--force"}}},
      {"declip", {{"declip", f.mix, "-o", out("dp.wav"), "--force"}}},
      {"fill", {{"fill", f.mix, "-o", out("f.wav"), "--force"}}},
      {"unlimit", {{"unlimit", f.mix, "-o", out("u.wav"), "--force"}}},
      {"new", {{"new", out("n.lathe"), f.mix, "--force"}}},
      {"edit",
       {{"edit", f.session},
        {"edit", f.session, "history"},
        {"edit", f.session, "--json"},
        {"edit", f.session, "check"},
        {"edit", f.session, "title", "1", f.mix.stem()}}},
      {"render", {{"render", f.session, "-o", out("rendered"), "--force"}}},
      {"spectrogram", {{"spectrogram", f.mix, "-o", out("s.png"), "--force"}}},
      {"diff", {{"diff", f.mix, f.mix}, {"diff", f.mix, f.mix, "--json"}}},
      {"spectral",
       {{"spectral", f.session},
        {"spectral", f.mix, "add", "attenuate", "--time", "0.2,0.3", "-o", out("a.wav"), "--force"}}},
      {"catalog",
       {{"catalog", "query", f.catalog},
        {"catalog", "query", f.catalog, "--json"},
        {"catalog", "merge", f.catalog, f.otherCatalog}}},
  };
}

std::vector<std::string> commandNames() {
  std::vector<std::string> names;
  for (const cli::CommandWords& command : cli::commandWords())
    if (!command.name.empty() && command.name.find(' ') == std::string::npos) names.push_back(command.name);
  return names;
}

}  // namespace lathe::test
