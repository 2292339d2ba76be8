export const signInWords = {
  zh: {
    subtitle: '政府试点项目全过程管理',
    login: '账号',
    password: '口令',
    enter: '登录',
    entering: '正在登录……',
    wait: '请在 {{minutes}} 分钟后再试。',
    missing: '请填写账号和口令。',
  },
  en: {
    subtitle: 'The whole life of government pilot programs',
    login: 'Account',
    password: 'Password',
    enter: 'Sign in',
    entering: 'Signing in…',
    wait: 'Try again in {{minutes}} minutes.',
    missing: 'Fill in the account and the password.',
  },
} as const;
