// The command line program: parses arguments, runs one command, turns errors into exit codes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <exception>
#include <new>

#include "cli/grammar/arguments.h"
#include "cli/terminal/interrupt.h"
#include "cli/terminal/standard_streams.h"
#include "core/file/library_messages.h"

namespace lathe::cli {
namespace {

int say(const Invocation& invocation, Console& console) {
  console.lines(invocation.message);
  console.result(invocation.result);
  return invocation.exitCode;
}

int run(const Invocation& invocation, const Interrupt& interrupt, Console& console) {
  if (!invocation.run) return say(invocation, console);
  Context context{console,         interrupt.token(), invocation.isJson, invocation.isQuiet, invocation.mayOverwrite,
                  invocation.jobs, invocation.device};
  return invocation.run(context);
}

/// What codecs printed, which is why a file may have failed.
void tellLibraryMessages(const Invocation& invocation, Console& console) {
  if (invocation.isQuiet) return;
  for (const std::string& message : takeLibraryMessages()) console.warning(message);
}

/// The exit code; what was wrong is said.
int attempt(const Invocation& invocation, const Interrupt& interrupt, Console& console) {
  try {
    const int code = run(invocation, interrupt, console);
    tellLibraryMessages(invocation, console);
    console.finish();
    return code;
  } catch (const OutputFailure& failure) {
    if (failure.isClosed()) return kOutputClosed;
    console.error(failure.what());
  } catch (const Error& error) {
    tellLibraryMessages(invocation, console);
    console.error(error);
  } catch (const std::bad_alloc&) {
    console.error("there is not enough memory for this; nothing was written");
  } catch (const std::exception& error) {
    console.error(error.what());
  }
  return kFailed;
}

}  // namespace
}  // namespace lathe::cli

int main(int count, char** words) {
  using namespace lathe::cli;
  prepareStandardStreams();
  const Interrupt interrupt;
  lathe::catchLibraryMessages();
  const Invocation invocation = parseArguments(count, words);
  Console console(invocation.isQuiet);
  const int code = attempt(invocation, interrupt, console);
  return interrupt.exitCode() != 0 ? interrupt.exitCode() : code;
}
