// Setting the grammar as pages of man(7).
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/grammar/manual.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "core/file/atomic_file.h"
#include "lathe_version.h"

namespace lathe::cli {
namespace {

/// Text as roff takes it: hyphens that can be copied, no word that counts as a request.
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool startsLine = i == 0 || text[i - 1] == '\n';
    if (startsLine && (text[i] == '.' || text[i] == '\'')) out += "\\&";
    if (text[i] == '\\')
      out += "\\e";
    else if (text[i] == '-')
      out += "\\-";
    else if (text[i] == '\'')
      out += "\\(aq";
    else if (text[i] == '`')
      out += "\\(ga";
    else
      out += text[i];
  }
  return out;
}

std::string bold(std::string_view text) { return "\\fB" + plain(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + plain(text) + "\\fR"; }

/// What an option's value is called: what stands in capitals before the colon of its text, as in "FROM,TO: ...".
std::string valueName(const OptionWords& option) {
  const std::string word = option.text.substr(0, option.text.find(':'));
  const bool isName = word.size() < option.text.size() && word.size() > 1 && std::ranges::none_of(word, [](char c) {
                        return (c >= 'a' && c <= 'z') || c == ' ' || c == '\'';
                      });
  return isName ? word : "VALUE";
}

std::string synopsis(const CommandWords& command) {
  std::string line = bold(command.name.empty() ? "lathe" : "lathe " + command.name);
  for (const OptionWords& option : command.options)
    if (option.isRequired)
      line += " " + bold(option.names.front()) + (option.takesValue ? " " + italic(valueName(option)) : "");
  if (command.name.empty() || command.isFamily) return line + " " + italic("COMMAND") + " ...\n";
  line += " [" + italic("OPTIONS") + "]";
  for (const OptionWords& argument : command.positionals) {
    const std::string name = italic(argument.names.front()) + (argument.isRepeatable ? " ..." : "");
    line += argument.isRequired ? " " + name : " [" + name + "]";
  }
  return line + "\n";
}

std::string optionEntry(const OptionWords& option, bool isArgument) {
  std::string names;
  for (const std::string& name : option.names)
    names += (names.empty() ? "" : ", ") + (isArgument ? italic(name) : bold(name));
  if (!isArgument && option.takesValue) names += " " + italic(valueName(option));
  std::string text = option.text;
  if (!text.empty() && text.back() != '.') text += ".";
  if (!option.standard.empty()) text += " Default: " + option.standard + ".";
  if (option.isRepeatable && !isArgument) text += " May be given several times.";
  return ".TP\n" + names + "\n" + plain(text) + "\n";
}

std::string entries(const std::vector<OptionWords>& options, bool areArguments) {
  std::string text;
  for (const OptionWords& option : options) text += optionEntry(option, areArguments);
  return text;
}

/// The help's closing text: lines that are indented stand as they are, others flow.
std::string notes(const std::string& text) {
  std::string out;
  bool isVerbatim = false;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("  ") != isVerbatim) {
      isVerbatim = !isVerbatim;
      out += isVerbatim ? ".PP\n.nf\n" : ".fi\n.PP\n";
    }
    out += plain(line) + "\n";
  }
  return out.empty() ? "" : ".PP\n" + out + (isVerbatim ? ".fi\n" : "");
}

std::vector<const CommandWords*> partsOf(const CommandWords& command, const std::vector<CommandWords>& grammar) {
  std::vector<const CommandWords*> parts;
  const std::string prefix = command.name.empty() ? "" : command.name + " ";
  for (const CommandWords& other : grammar)
    if (!other.name.empty() && other.name.starts_with(prefix) &&
        other.name.find(' ', prefix.size()) == std::string::npos)
      parts.push_back(&other);
  return parts;
}

std::string commandList(const CommandWords& command, const std::vector<CommandWords>& grammar) {
  std::string text = ".SH COMMANDS\n";
  for (const CommandWords* part : partsOf(command, grammar))
    text +=
        ".TP\n" + bold(part->name) + "\n" + plain(part->text) + ". See\n.BR " + plain(manualName(*part)) + " (1).\n";
  return text;
}

constexpr const char* kExitStatus = R"(.SH EXIT STATUS
.TP
.B 0
Done.
.TP
.B 1
Failed; the reason is on stderr, and nothing half\-written is left.
.TP
.B 2
Wrong usage.
.TP
.B 3
Measured, and not within what was required; or two files differ.
.TP
.B 4
A part of several files failed.
.TP
.BR 129 ", " 130 ", " 143
Interrupted by SIGHUP, SIGINT or SIGTERM; nothing half\-written is left.
.TP
.B 141
Whoever read the output went away.
)";

constexpr const char* kFiles = R"(.SH FILES
.TP
.I ~/.local/share/lathe/presets
The user's own chains,
.IR NAME .chain.
.TP
.I ~/.local/share/lathe/specs
The user's own delivery specifications,
.IR NAME .json.
.TP
.I ~/.local/share/lathe/responses
The user's library of impulse responses.
.TP
.I ~/.cache/lathe
What can be made again.
.PP
XDG_DATA_HOME and XDG_CACHE_HOME, where they are set, stand for ~/.local/share and ~/.cache.
)";

constexpr const char* kEnvironment = R"(.SH ENVIRONMENT
.TP
.B LATHE_DEVICE
Where heavy work runs when
.B \-\-device
is not given: auto, cpu or cuda:N.
)";

std::string seeAlso(const CommandWords& command, const std::vector<CommandWords>& grammar) {
  std::string text = ".SH SEE ALSO\n";
  const auto page = [&](const std::string& name) { text += ".BR " + plain(name) + " (1),\n"; };
  if (!command.name.empty()) page("lathe");
  if (const auto blank = command.name.find(' '); blank != std::string::npos)
    page("lathe-" + command.name.substr(0, blank));
  for (const CommandWords* part : command.name.empty() ? std::vector<const CommandWords*>{} : partsOf(command, grammar))
    page(manualName(*part));
  page("lathe-gui");
  text.replace(text.size() - 2, 1, "");
  return text +
         ".PP\nThe guide and the pages about each subject are in\n.IR /usr/share/doc/lathe ,\nwhere the package\n"
         "lathe\\-doc is installed.\n";
}

}  // namespace

std::string manualName(const CommandWords& command) {
  std::string name = command.name.empty() ? "lathe" : "lathe-" + command.name;
  std::ranges::replace(name, ' ', '-');
  return name;
}

std::string manualPage(const CommandWords& command, const std::vector<CommandWords>& grammar) {
  const bool isProgram = command.name.empty();
  const std::string name = manualName(command);
  std::string title = name;
  std::ranges::transform(title, title.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  std::string text = fmt::format(
      ".TH {} 1 \"\" \"Lathe {}\" \"Lathe\"\n.SH NAME\n{} \\- {}\n.SH SYNOPSIS\n{}", plain(title), kVersion,
      plain(name), plain(isProgram ? "master, restore and measure finished sound" : command.text), synopsis(command));
  text += ".SH DESCRIPTION\n" + plain(command.text) + (isProgram ? "" : ".") + "\n" + notes(command.notes);
  if (isProgram || command.isFamily) text += commandList(command, grammar);
  if (!command.positionals.empty()) text += ".SH ARGUMENTS\n" + entries(command.positionals, true);
  text += ".SH OPTIONS\n" + entries(command.options, false);
  if (!isProgram)
    text +=
        ".PP\nThe options that all commands share, such as\n.BR \\-\\-json \", \" \\-\\-force \" and \" \\-\\-device "
        ",\n"
        "are described in\n.BR lathe (1).\n";
  std::vector<std::string> examples = command.examples;
  if (isProgram)
    examples = {"lathe demo -o out", "lathe master out/demo-mix.wav -o out/master.wav --target -14 --ceiling -1"};
  if (!examples.empty()) {
    text += ".SH EXAMPLES\n.nf\n";
    for (const std::string& example : examples) text += plain(example) + "\n";
    text += ".fi\n";
  }
  return text + kExitStatus + kFiles + kEnvironment + seeAlso(command, grammar);
}

int runManual(const ManualOptions& options, Context&) {
  std::filesystem::create_directories(options.folder);
  const std::vector<CommandWords> grammar = commandWords();
  for (const CommandWords& command : grammar)
    writeTextFileAtomically(options.folder / (manualName(command) + ".1"), manualPage(command, grammar),
                            Overwrite::Yes);
  return kDone;
}

}  // namespace lathe::cli
