// Where the known values come from: the registry, presets, specifications, the session that is named, and a few lists.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/grammar/suggested_values.h"

#include <filesystem>
#include <map>
#include <sstream>

#include "analysis/compliance/spec_library.h"
#include "cli/options/edit.h"
#include "cli/support/chain_changes.h"
#include "cli/support/response_files.h"
#include "core/chain/chain_file.h"
#include "core/play/port_audio_output.h"
#include "core/processors/dither.h"
#include "core/session/session_file.h"
#include "core/spectral/operators.h"
#include "core/stages/registry.h"
#include "core/synth/builtin_responses.h"

namespace lathe::cli {
namespace {

using List = std::vector<Suggestion>;

List split(std::string_view words, char separator = ' ') {
  List list;
  std::istringstream text{std::string(words)};
  for (std::string word; std::getline(text, word, separator);)
    if (!word.empty()) list.push_back({word});
  return list;
}

List presets() {
  List list;
  for (const std::string& name : presetNames()) list.push_back({name, findPreset(name).text});
  return list;
}

List specs() {
  List list;
  for (const analysis::Spec& spec : analysis::allSpecs()) list.push_back({spec.id, spec.name});
  return list;
}

List processors() {
  List list;
  for (const ProcessorType& type : processorTypes()) list.push_back({type.settings->id, type.settings->name});
  return list;
}

List operations() {
  List list;
  for (const SpectralOperator& op : spectralOperators()) list.push_back({op.settings->id, op.settings->name});
  for (Suggestion& processor : processors()) list.push_back(std::move(processor));
  return list;
}

List responses() {
  List list;
  for (const BuiltinResponse& response : builtinResponses())
    list.push_back({std::string(response.id), std::string(response.text)});
  std::error_code ignored;
  if (std::filesystem::is_directory(responseFolder(), ignored))
    for (const LibraryEntry& entry : readLibrary(responseFolder())) list.push_back({entry.name});
  return list;
}

List outputs() {
  List list;
  for (const OutputDevice& device : outputDevices()) list.push_back({device.name});
  return list;
}

List ditherKinds() {
  List list;
  for (const Choice& choice : DitherSettings::type().find("kind")->choices) list.push_back({choice.id, choice.name});
  list.push_back({"off"});
  return list;
}

/// "ratio=", and behind the equals sign the choices of a parameter that has some.
void addParameters(const SettingsType& type, const std::string& prefix, const std::string& current, List& list) {
  for (const Parameter& p : type.parameters) {
    const std::string start = prefix + p.id + "=";
    if (!current.starts_with(start)) {
      list.push_back({start, p.text});
      continue;
    }
    for (const Choice& choice : p.choices) list.push_back({start + choice.id, choice.name});
    if (p.unit == Unit::Switch) list.push_back({start + "on"}), list.push_back({start + "off"});
  }
  for (const TextParameter& p : type.texts) list.push_back({prefix + p.id + "=", p.text});
}

List parametersOf(const SettingsType& type, const TypedLine& line) {
  List list;
  addParameters(type, "", line.current, list);
  return list;
}

List parametersOf(const Chain& chain, const TypedLine& line) {
  List list;
  for (const Stage& stage : chain.stages)
    addParameters(stage.settings.type(), stage.settings.type().id + ".", line.current, list);
  return list;
}

/// "ebu-r128,spo": the list goes on behind the last comma.
List continued(List list, const TypedLine& line) {
  const auto comma = line.current.rfind(',');
  if (comma != std::string::npos)
    for (Suggestion& suggestion : list) suggestion.word.insert(0, line.current.substr(0, comma + 1));
  return list;
}

/// --set: what the parameters belong to depends on the command.
List settable(const TypedLine& line) {
  const std::string& command = line.command->name;
  if (command == "master") {
    const std::string chain = line.value("--chain");
    return parametersOf(findPreset(chain.empty() ? "master" : chain).chain, line);
  }
  if (command == "spectral") {
    const bool isNamed = line.positionals.size() > 2 && line.positionals[1] == "add";
    return isNamed ? parametersOf(operationOf(line.positionals[2]).type(), line) : List{};
  }
  const std::map<std::string, std::string> others = {{"fill", "gap-fill"}, {"convolve", "reverb"}};
  const auto other = others.find(command);
  return parametersOf(*processorType(other == others.end() ? command : other->second).settings, line);
}

List numbers(std::size_t count) {
  List list;
  for (std::size_t i = 1; i <= count; ++i) list.push_back({std::to_string(i)});
  return list;
}

const Chain& chainNamed(const Session& session, const std::string& place) {
  if (place == "master") return session.masterChain;
  const auto number = static_cast<std::size_t>(std::max(0, std::atoi(place.c_str())));
  if (number < 1 || number > session.tracks.size()) throw Error(ErrorKind::NotFound, "there is no such chain");
  return session.tracks[number - 1].chain;
}

/// The words of an edit's usage: "fade-in", "TRACK", "SECONDS", "[linear|equal-power|s-curve]".
List editArgument(const std::string& form, const TypedLine& line, const std::vector<std::string>& words) {
  if (form == "PROCESSOR") return processors();
  if (form == "PRESET") return presets();
  if (form == "KEY=VALUE...") {
    List list;
    for (Suggestion& key : split(kDeliveryKeys)) list.push_back({key.word + "="});
    return list;
  }
  if (form.find('|') != std::string::npos)
    return split(form.front() == '[' ? std::string_view(form).substr(1, form.size() - 2) : form, '|');
  if (form != "TRACK" && form != "CHAIN" && form != "STAGE" && form != "STAGE.PARAMETER=VALUE...") return {};
  const Session session = loadSession(line.positionals.front()).session();
  List list = numbers(session.tracks.size());
  if (form == "TRACK") return list;
  if (form == "CHAIN") return list.insert(list.begin(), {"master"}), list;
  const Chain& chain = chainNamed(session, words.at(1));
  if (form != "STAGE") return parametersOf(chain, line);
  list.clear();
  for (const Stage& stage : chain.stages) list.push_back({stage.settings.type().id, stage.settings.type().name});
  return list;
}

List editWords(const TypedLine& line) {
  const std::vector<std::string> words(line.positionals.begin() + 1, line.positionals.end());
  List list;
  for (const std::string& usage : editUsages()) {
    const List forms = split(usage);
    if (words.empty()) list.push_back({forms.front().word, usage});
    if (words.empty() || words.front() != forms.front().word) continue;
    const std::size_t at = std::min(words.size(), forms.size() - 1);
    const bool goesOn = forms[at].word.ends_with("...");
    return words.size() == at || goesOn ? editArgument(forms[at].word, line, words) : List{};
  }
  return list;
}

List spectralWords(const TypedLine& line) {
  if (line.positionals.size() == 1) return split("list add change remove move on off listen render similar");
  return line.positionals.size() == 2 && line.positionals[1] == "add" ? operations() : List{};
}

std::string_view fixedWordsOf(std::string_view command, std::string_view option) {
  for (const FixedWords& fixed : fixedWords())
    if (fixed.option == option && (fixed.command.empty() || fixed.command == command)) return fixed.words;
  return {};
}

}  // namespace

const std::vector<FixedWords>& fixedWords() {
  static const std::vector<FixedWords> list = {
      {"", "--device", "auto cpu cuda:0"},
      {"", "--format", "wav rf64 w64 aiff flac ogg opus mp3"},
      {"", "--bits", "16 24 32 32f 64f"},
      {"", "--tail", "keep cut"},
      {"", "--normalise", "off peak energy"},
      {"", "--material", "auto speech music"},
      {"", "--mode", "music dialogue"},
      {"", "--channels", "all mid side"},
      {"", "--resolution", "multi single"},
      {"", "--overlap", "4 8"},
      {"", "--axis", "lin log mel"},
      {"", "--map", "viridis magma inferno grey"},
      {"spectrogram", "--window", "hann blackman-harris kaiser"},
      {"spectral", "--window", "hann sine blackman-harris"},
      {"spectral", "--listen", "result selection removed rest"},
      {"denoise", "--listen", "result removed"},
      {"dehum", "--listen", "result removed"},
      {"dereverb", "--listen", "result removed"},
      {"", "--listen", "removed"},
      {"correct", "--by", "integrated dialogue anchor max-short-term max-momentary loudest-track top-of-range"},
      {"album", "--by", "integrated loudest-track max-short-term top-of-range"},
      {"completion", "SHELL", "bash zsh fish"},
      {"tag", "FIELD=VALUE",
       "title= artist= album= genre= year= track= comment= copyright= isrc= bext.description= bext.originator= "
       "bext.reference= bext.date= bext.time= bext.history="},
      {"catalog query", "FILTER",
       "integrated max_momentary max_short_term range true_peak sample_peak plr duration rate channels after passes "
       "path"},
  };
  return list;
}

List optionValues(const TypedLine& line) {
  const std::string& option = line.option;
  if (option == "--set") return settable(line);
  if (option == "--chain") return presets();
  if (option == "--spec") return continued(specs(), line);
  if (option == "--after") return continued(split("aac:256 mp3:320 opus:128 vorbis:q6"), line);
  if (option == "--dither") return ditherKinds();
  if (option == "--response") return responses();
  if (option == "--output-device") return outputs();
  if (option == "--rate") return split("44100 48000 88200 96000 176400 192000");
  if (option == "--builtin") {
    List list;
    for (const BuiltinResponse& response : builtinResponses())
      list.push_back({std::string(response.id), std::string(response.text)});
    return list;
  }
  return split(fixedWordsOf(line.command->name, option));
}

List positionalValues(const TypedLine& line) {
  const std::string& command = line.command->name;
  if (command == "edit") return line.positionals.empty() ? List{} : editWords(line);
  if (command == "spectral") return line.positionals.empty() ? List{} : spectralWords(line);
  const std::vector<OptionWords>& all = line.command->positionals;
  if (all.empty()) return {};
  // The last argument of a command takes all that follows.
  const OptionWords& argument = all[std::min(line.positionals.size(), all.size() - 1)];
  if (line.positionals.size() >= all.size() && !argument.isRepeatable) return {};
  const std::string& name = argument.names.front();
  if (name == "PROCESSOR") return processors();
  if (name == "CHAIN") return presets();
  if (name == "SPEC") return specs();
  if (name == "RESPONSE" || (command == "ir list" && name == "NAME")) return responses();
  return split(fixedWordsOf(command, name));
}

}  // namespace lathe::cli
