-- What a user of Neovim does with alias.tf, which is open.

local function fail(what)
  io.stderr:write(what .. "\n")
  vim.cmd("cquit 1")
end

local function expect(holds, what)
  if not holds then
    fail(what)
  end
end

local function wait(what, is_there)
  expect(vim.wait(10000, is_there, 10), what .. " does not come")
end

local function found()
  return vim.diagnostic.get(0)
end

local function line(number)
  return vim.api.nvim_buf_get_lines(0, number - 1, number, false)[1]
end

local function type_over(number, text)
  vim.api.nvim_buf_set_lines(0, number - 1, number, false, { text })
end

local function put_cursor_on(number, text)
  vim.api.nvim_win_set_cursor(0, { number, assert(line(number):find(text, 1, true)) - 1 })
end

local bad = line(3)
local good = bad:gsub('"orders"', '"alias/orders"')

wait("a client", function()
  return #vim.lsp.get_clients({ bufnr = 0, name = "kmslint" }) == 1
end)
local client = vim.lsp.get_clients({ bufnr = 0, name = "kmslint" })[1]
expect(client.root_dir == vim.fn.getcwd(), "the root is " .. tostring(client.root_dir))
expect(client.offset_encoding == "utf-8", "columns are counted in " .. client.offset_encoding)

-- Opened.
wait("a diagnostic", function()
  return #found() == 1
end)
local diagnostic = found()[1]
expect(diagnostic.lnum == 2, "the diagnostic is on line " .. diagnostic.lnum + 1)
expect(bad:sub(diagnostic.col + 1, diagnostic.end_col) == '"orders"', "the columns are wrong")
expect(diagnostic.code == "alias-without-prefix" and diagnostic.source == "kmslint", vim.inspect(diagnostic))
expect(diagnostic.severity == vim.diagnostic.severity.ERROR, "the severity is " .. diagnostic.severity)

-- Hover, as `K` asks for it.
put_cursor_on(3, "orders")
vim.lsp.buf.hover()
local float
wait("a hover", function()
  float = vim.b[0].lsp_floating_preview
  return float and vim.api.nvim_win_is_valid(float)
end)
local page = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(float), 0, -1, false), "\n")
expect(page:find("alias-without-prefix", 1, true) and page:find("alias_name", 1, true), page)
vim.api.nvim_win_close(float, true)

-- Typed, and the code action that is preferred.
type_over(3, good)
wait("no diagnostic after a change", function()
  return #found() == 0
end)
type_over(3, bad)
wait("a diagnostic after a change", function()
  return #found() == 1
end)
put_cursor_on(3, "orders")
vim.lsp.buf.code_action({
  apply = true,
  filter = function(action)
    return action.isPreferred
  end,
})
wait("the fix", function()
  return line(3) == good
end)
wait("no diagnostic after the fix", function()
  return #found() == 0
end)

-- Saved: the document fixes what is safe to fix, and is written as it then is.
type_over(3, bad)
vim.cmd("silent write")
expect(line(3) == good, "a save does not fix: " .. line(3))
expect(vim.fn.readfile("alias.tf")[3] == good, "what is saved is not fixed")
wait("no diagnostic after a save", function()
  return #found() == 0
end)

-- Completion, as `<C-x><C-o>` asks for it.
vim.cmd("edit begun.tf")
vim.api.nvim_win_set_cursor(0, { 4, #line(4) })
local start = vim.lsp.omnifunc(1, "")
expect(start == -2 or start >= 0, "no completion")
local answer = vim.lsp.buf_request_sync(0, "textDocument/completion", vim.lsp.util.make_position_params(0, "utf-8"), 10000)
local labels = {}
for _, one in pairs(answer) do
  for _, item in ipairs(one.result) do
    labels[item.label] = true
  end
end
expect(labels.protection_level and not labels.origin, vim.inspect(answer))

-- The server ends with the editor.
client:stop()
wait("the end of the server", function()
  return client:is_stopped()
end)
print("all of it")
vim.cmd("quitall!")
