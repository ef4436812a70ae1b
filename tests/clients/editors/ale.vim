" What a user of Vim does with alias.tf, which is open.

function! s:Say(what) abort
  call writefile([a:what], '../said', 'a')
endfunction

function! s:Expect(holds, what) abort
  if !a:holds
    call s:Say(a:what)
    cquit
  endif
endfunction

function! s:WaitFor(count, when) abort
  let l:tries = 0
  while l:tries < 500 && len(s:Found()) != a:count
    sleep 20m
    let l:tries += 1
  endwhile
  call s:Expect(len(s:Found()) == a:count, a:count . ' problems ' . a:when . ', but there are ' . string(s:Found()))
endfunction

function! s:Found() abort
  return ale#engine#GetLoclist(bufnr(''))
endfunction

call s:Expect(&filetype is# 'terraform', 'the file is ' . &filetype)
ALELint
call s:WaitFor(1, 'when it is opened')
let s:problem = s:Found()[0]
call s:Expect(s:problem.lnum == 3, 'the problem is at ' . string(s:problem))
" This ALE takes the units of UTF-16, in which the server counts for it, for bytes.
call s:Expect([s:problem.col, s:problem.end_col] == [25, 32], 'the problem is at ' . string(s:problem))
call s:Expect(s:problem.code is# 'alias-without-prefix' && s:problem.type is# 'E', string(s:problem))

" Corrected and saved.
call setline(3, substitute(getline(3), '"orders"', '"alias/orders"', ''))
write
ALELint
call s:WaitFor(0, 'when it is corrected')
call setline(3, substitute(getline(3), 'alias/', '', ''))
ALELint
call s:WaitFor(1, 'when it is wrong again')
call s:Say('all of it')
quitall!
